"""What a page offers to follow and to send, read from its HTML as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


@dataclass
class Field:
    """One control of a form; of radio buttons and check boxes each is one."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    checked: bool = False
    required: bool = False
    length: int = 20_000


@dataclass
class Form:
    """A form that is sent, and the buttons that send it."""

    address: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """Links and forms of one page."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, list[str](), list[Form]()
        self._form: Form | None = None
        self._text: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self._link(said["href"])
        elif tag == "form":
            self._begin(said)
        elif self._form and tag in {"input", "select", "textarea"} and said.get("name"):
            self._control(tag, said)
        elif self._form and tag == "option":
            self._option(said)
        elif self._form and tag == "button" and said.get("type") == "submit" and "disabled" not in said:
            self._form.buttons.append((said.get("name") or "", said.get("value") or ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._text = None

    def handle_data(self, data):
        if self._text:
            self._text.value += data

    def _link(self, href: str) -> None:
        parts = urlsplit(urljoin(self.address, href))
        if not parts.scheme and not parts.netloc:
            self.links.append(parts._replace(fragment="").geturl())

    def _begin(self, said) -> None:
        if said.get("method") == "post":
            self._form = Form(urljoin(self.address, said.get("action") or self.address))
            self.forms.append(self._form)

    def _control(self, tag, said) -> None:
        kind = said.get("type", "text") if tag == "input" else tag
        length = int(said.get("maxlength") or 20_000)
        control = Field(
            said["name"],
            kind,
            said.get("value") or "",
            checked="checked" in said,
            required="required" in said,
            length=length,
        )
        self._form.fields.append(control)
        self._text = control if tag == "textarea" else None

    def _option(self, said) -> None:
        control = self._form.fields[-1]
        control.options.append(said.get("value") or "")
        if "selected" in said:
            control.chosen.append(said.get("value") or "")
