"""The command speaks Russian or English: as it is asked to, else as the system is set."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from analysis import Workspace
from analysis.cli import main
from analysis.language import words
from analysis.language.command_words import language

CYRILLIC = re.compile("[а-яё]", re.I)
ORDERS = (
    "order_id,client_name,order_date,revenue\n1,Альфа,2025-01-10,1000.50\n2,Бета,31.02.2025,7\n"
)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


@pytest.mark.parametrize(
    ("args", "environment", "spoken"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "ru_RU", "LANG": "de_DE"}, "ru"),
        ([], {"LANG": "Russian_Russia.1251"}, "ru"),
        ([], {"LANG": "run"}, "en"),
        (["--lang", "ru", "check"], {"LANG": "en_US"}, "ru"),
        (["check", "--lang=en"], {"LANG": "ru_RU"}, "en"),
        (["--lang", "xx"], {"LANG": "ru_RU"}, "ru"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_systems(
    args: list[str], environment: dict[str, str], spoken: str
) -> None:
    assert language(args, environment) == spoken


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help_is_whole_in_both_languages(command: str) -> None:
    english, russian = (
        run("--lang", lang, *command.split(), "--help").stdout for lang in ("en", "ru")
    )
    assert not CYRILLIC.search(english)
    options = [re.findall(r"--[a-z-]+", said) for said in (english, russian)]
    assert set(options[0]) == set(options[1])
    context = click.Context(main)
    chosen = main.commands[command] if command else main
    for param in chosen.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        assert record is None or CYRILLIC.search(record[1]), (
            "the help that was spoken last is Russian"
        )
    assert CYRILLIC.search(chosen.help or "")


def test_errors_and_usage_are_russian(tmp_path: Path) -> None:
    said = run("--lang", "ru", "clients", "--workspace", tmp_path / "none")
    assert (said.exit_code, said.stderr) == (
        2,
        f"dealfit: Папки {tmp_path}/none нет: проверьте имя и подключён ли её диск или сетевая папка.\n",
    )
    (tmp_path / "settings.toml").write_text("[targets]\ntrue_margin = 7\n", "utf-8")
    said = run("--lang", "ru", "import", tmp_path / "settings.toml", "--workspace", tmp_path / "ws")
    assert "settings.toml: targets.true_margin = '7': введите число от −1 до 1." in said.stderr
    (tmp_path / "settings.toml").write_text("[targets]\ntrue_margn = 0.1\n", "utf-8")
    said = run("--lang", "ru", "import", tmp_path / "settings.toml", "--workspace", tmp_path / "ws")
    assert (
        "settings.toml: неизвестный ключ «targets.true_margn» (возможно, «true_margin»)."
        in said.stderr
    )
    assert "Ошибка: Нет команды 'nothing'." in run("--lang", "ru", "nothing").stderr
    assert "Ошибка: Нет параметра '--nothing'." in run("--lang", "ru", "check", "--nothing").stderr
    assert "Error: No such command 'nothing'." in run("--lang", "en", "nothing").stderr


def test_an_import_and_what_it_shows_are_russian(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(ORDERS, "utf-8")
    root = tmp_path / "ws"
    said = run(
        "--lang", "ru", "import", tmp_path / "order_lines.csv", "--workspace", root, "--strict"
    )
    assert said.exit_code == 1
    table = next(line for line in said.stdout.splitlines() if "order_lines.csv" in line)
    assert [c.strip() for c in table.split("│")[1:-1]] == [
        "order_lines.csv",
        "строки заказов",
        "2",
        "1",
        "1",
        "0",
        "1 007,50",
        "1 000,50",
        "7,00",
    ]
    assert "прочитано строк" in said.stdout
    refused = "order_lines.csv: 1 строка отклонена — такого дня в календаре нет: строка 3 «Дата заказа» = «31.02.2025»"
    assert refused in said.stdout
    assert "dealfit: --strict: строк этих файлов отклонено или отложено — 1" in said.stderr
    shown = run("--lang", "ru", "orders", "--workspace", root)
    assert "Выручка" in shown.stdout
    assert "нет данных" in shown.stdout  # the flag of an order without cost
    assert (
        "order_id" in run("--lang", "ru", "orders", "--workspace", root, "--format", "csv").stdout
    )  # a contract
    checked = run("--lang", "ru", "check", "--workspace", root)
    assert "верно   every_line_is_counted_once" in checked.stdout


@pytest.mark.parametrize("of", ["clients", "orders"])
def test_every_head_is_russian(tiny: Workspace, of: str) -> None:
    columns = getattr(tiny, of)().columns
    assert [name for name in columns if not CYRILLIC.search(words("ru").title(name))] == []


def test_yes_and_no_and_what_is_no_number(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(ORDERS, "utf-8")
    root = tmp_path / "ws"
    run("import", tmp_path / "order_lines.csv", "--workspace", root)
    shown = run("--lang", "ru", "orders", "--workspace", root).stdout
    assert "False" not in shown
    for value, kind in (("--port", "целое число"), ("--every", "число")):
        command = "serve" if value == "--port" else "import"
        assert f"'x' — не {kind}." in run("--lang", "ru", command, value, "x", "-").stderr
    assert "'x' is not a valid number." in run("import", "--every", "x", "-").stderr
    of_file = run("--lang", "ru", "clients", "--workspace", tmp_path / "order_lines.csv").stderr
    assert f"Папка '{tmp_path}/order_lines.csv' — это файл." in of_file
    said = run("--lang", "ru", "clients", "--workspace", root, "--from", "31.02.2025").stderr
    assert "Начало периода (--from): «31.02.2025» — не дата" in said


def test_settings_that_an_import_brought_go_and_come_with_it(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(ORDERS, "utf-8")
    (tmp_path / "settings.toml").write_text("[targets]\ntrue_margin = 0.2\n", "utf-8")
    root = tmp_path / "ws"
    run("import", tmp_path, "--workspace", root)
    gone = run("--lang", "ru", "undo", "--workspace", root, "--who", "Анна").stdout
    assert "settings.toml: как до этой загрузки" in gone
    again = run("--lang", "ru", "undo", "--redo", "--workspace", root, "--who", "Анна").stdout
    assert "settings.toml: снова как после этой загрузки" in again
