"""What rules on contradictions owe to uncertain dates and to size."""

import re
import time

import pytest

from corpus import chronology
from corpus.case import MARK, Case, repository
from fgk.diagnostics import Severity
from fgk.model.plan import Measure
from fgk.rules.catalogue import by_code
from fgk.rules.successions import Link, cycles
from repositories import DAY, SOUND, diagnostics, memory, message_of, municipality

UNCERTAIN = [case for case in chronology.CASES if re.search(r"▸[-0-9Q]+[?%]", case.new)]


@pytest.mark.parametrize("case", UNCERTAIN, ids=lambda case: case.name)
def test_an_uncertain_date_never_weighs_more_than_an_info(case: Case) -> None:
    (found,) = diagnostics(memory(repository(case.file, case.changed().replace(MARK, ""))))
    assert found.severity is Severity.INFO
    assert by_code()[found.code].severity is not Severity.INFO


def test_an_end_that_is_only_estimated_makes_an_info_of_what_rests_on_it() -> None:
    audit = SOUND["audit.yaml"].replace("    valid_until: 2027-10\n", "")
    audit = audit.replace("      - {sources: [stadt], event: certificate_issued, date: 2024-10}\n", "")
    measures = SOUND["measures.yaml"].replace("new_due: 2027-03", "new_due: 2028-03")
    found = diagnostics(memory(municipality({"audit.yaml": audit, "measures.yaml": measures})))
    late = [one for one in found if one.code == "FGK317"]
    assert [one.severity for one in late] == [Severity.INFO]
    assert "(estimated)" in message_of(late[0])


def test_on_an_earlier_day_the_later_facts_lie_in_the_future_and_contradict_nothing() -> None:
    found = diagnostics(memory(municipality()), DAY.replace(year=2023))
    orders = {"FGK301", "FGK302", "FGK303", "FGK304", "FGK307", "FGK314", "FGK315", "FGK316", "FGK413", "FGK414"}
    assert {one.code for one in found} & orders == set()
    assert "FGK309" in {one.code for one in found}


def link(name: str, to: str) -> Link:
    return Link(Measure.model_validate({"id": name, "title": name}), ("continues",), to)


def test_each_circle_is_found_once_and_begins_with_the_record_that_comes_first() -> None:
    links = [
        link(*pair) for pair in (("x", "c"), ("b", "a"), ("c", "b"), ("a", "c"), ("s", "s"), ("q", "p"), ("p", "q"))
    ]
    assert [[one.record.id for one in cycle] for cycle in cycles(links)] == [["b", "a", "c"], ["q", "p"]]


def test_chains_and_circles_of_thousands_of_measures_are_walked_once() -> None:
    one = link("m0", "m1")
    chain = [
        one._replace(record=one.record.model_copy(update={"id": f"m{number}"}), to=f"m{number + 1}")
        for number in range(20_000)
    ]
    begin = time.perf_counter()
    assert cycles(chain) == []
    assert [len(cycle) for cycle in cycles([*chain, link("m20000", "m10000")])] == [10_001]
    assert time.perf_counter() - begin < 2  # a walk from every measure would take minutes
