"""METHOD's O9: the profits of twenty clients, whose whale curve is published."""

O9 = (
    1700,
    5000,
    -5400,
    900,
    -700,
    100,
    -3100,
    1800,
    7900,
    -2300,
    50,
    8700,
    1500,
    200,
    500,
    9026,
    60,
    8300,
    10,
    1200,
)
