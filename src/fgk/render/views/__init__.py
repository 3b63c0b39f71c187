"""What a report shows, as plain frozen values: the templates lay out and decide nothing."""

from fgk.render.views.status import StatusReport, status_report

__all__ = ["StatusReport", "status_report"]
