"""The documentation of the local stage says what the table says."""

from __future__ import annotations

import re
from typing import Any

from localcloud.provider import documentation
from localcloud.provider.registry import entry


def test_the_table_of_types_is_fresh() -> None:
    text = documentation.DOCUMENT.read_text("utf-8")
    assert documentation.replaced(text) == text, "run python -m localcloud.provider.documentation"


def test_the_steps_for_a_new_type_show_one_that_the_table_could_hold() -> None:
    text = documentation.DOCUMENT.read_text("utf-8")
    (code,) = re.findall(r"```python\n(QUEUE_POLICY = .*?)```", text, re.DOTALL)
    from localcloud.provider import values, vocabulary

    names: dict[str, Any] = {**vars(vocabulary), "document": values.document}
    exec(code, names)  # noqa: S102 - the document's own example
    made: vocabulary.Entry = names["QUEUE_POLICY"]
    assert made.service == entry("aws:sqs/queue:Queue").service
