"""The fictional plant «Приборный завод "Датчик-Демо"»: made up, then written as 1C and Excel would write it."""
