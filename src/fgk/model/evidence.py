"""``sources.yaml``: where facts are from, and what proves them."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from fgk.messages import N_
from fgk.model.base import Identified, Visible, record
from fgk.model.values import Date, RelativePath, Text, Url, slip
from fgk.model.vocabulary import SourceKind


class Source(Identified, Visible):
    """A document or page that a fact rests on."""

    noun: ClassVar[str] = N_("Source")
    model_config = record(N_("Source"), N_("A document or page that a fact rests on; it has a title or a URL."))

    title: Text | None = Field(None, title=N_("Title"), description=N_("What it is called."))
    publisher: Text | None = Field(None, title=N_("Publisher"), description=N_("Who published it."))
    published: Date | None = Field(None, title=N_("Published"), description=N_("When it was published."))
    url: Url | None = Field(None, title="URL", description=N_("An absolute address; shown, never fetched."))
    retrieved: Date | None = Field(None, title=N_("Retrieved"), description=N_("When somebody last read it there."))
    kind: SourceKind | None = Field(None, title=N_("Kind"), description=N_("What kind of document it is."))
    file: RelativePath | None = Field(
        None, title=N_("File"), description=N_("A path inside the municipality's directory, with /.")
    )
    expires: Date | None = Field(None, title=N_("Expires"), description=N_("Until when it proves anything."))

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.title is None and self.url is None:
            raise slip("neither", one="title", other="url")
        return self
