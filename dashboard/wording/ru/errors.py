"""Errors of `analysis.errors.MESSAGES`, by code."""

TEXTS: dict[str, str] = {
    "error.bad_scope_date": "{field}: «{value}» — не дата; напишите её как 2026-01-31.",
    "error.bad_scope_amount": "Минимальная выручка: «{value}» — не число.",
    "error.scope_ends_before_it_starts": "Срез кончается ({until}) раньше, чем начинается ({since}): поменяйте даты местами.",
    "error.unknown_metric": "Показателя «{name}» нет{hint}.",
    "error.unknown_dimension": "Разреза «{name}» нет{hint}.",
    "error.unknown_setting": "{file}: неизвестный ключ «{key}»{hint}.",
    "error.bad_setting": "{file}: {key} = {value!r}: {mend}.",
    "error.bad_toml": "{file} — не TOML: {detail}.",
    "error.no_such_path": "{path} не существует: проверьте имя.",
    "error.cannot_open": "{file} не открывается ({detail}): закройте его в другой программе или проверьте права.",
    "error.nothing_to_import": "В {path} нет файлов, которые можно загрузить (CSV, XLSX, XLS, XLSB, ODS, Parquet, settings.toml).",
    "error.importer_busy": "В {workspace} уже идёт загрузка: дождитесь её конца.",
    "error.build_failed": "Пересчитать данные не удалось ({detail}); показаны прежние.",
    "error.bad_query": "Запрос отклонён: {detail}",
    "error.not_one_select": "Здесь допускается только один SELECT.",
    "error.no_such_order": "Заказа «{order_id}» в данных нет.",
    "error.no_such_client": "Клиента «{client_id}» в данных нет.",
    "error.empty_file": "{file} пуст: выгрузите его заново.",
    "error.no_workspace": "В {workspace} ещё ничего не загружено: выполните `dealfit import ФАЙЛ`.",
}
