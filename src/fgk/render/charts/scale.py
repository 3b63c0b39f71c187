"""Days as shares of a picture's width."""

import datetime as dt


class Scale:
    """The days from the beginning of a first year to the end of a last one, as hundredths of the width."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._origin = dt.date(first, 1, 1).toordinal()
        self._days = dt.date(last, 12, 31).toordinal() - self._origin + 1

    def share(self, day: dt.date) -> float:
        """Give the place of a day, from 0 to 100; what lies outside stands at the edge."""
        return 100 * min(max((day.toordinal() - self._origin) / self._days, 0), 1)

    def x(self, day: dt.date) -> str:
        """Give the place of a day as an attribute of a picture."""
        return f"{self.share(day):.2f}%"
