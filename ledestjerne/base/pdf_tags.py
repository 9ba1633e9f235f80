"""What PDF/UA-1 asks for and WeasyPrint leaves undone, done on the finished file."""

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from ledestjerne.base.pdf_pieces import TablePiece
from ledestjerne.base.pdf_tables import descendants, give_scopes, join_tables, kids

PRINT = 4  # the flag of an annotation that is printed too
ARTIFACT = pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], pikepdf.Operator("BDC"))
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Content = tuple[tuple[int, int], int]  # a page's object and the number of a piece of marked content on it


def mended(
    drawn: bytes, *, pieces: Sequence[TablePiece], title: str, language: str, alt_texts: Mapping[str, str]
) -> bytes:
    """The same pages with joined tables, scopes, artifacts, descriptions and a document that names itself."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        tree = pdf.Root.StructTreeRoot
        join_tables(tree, pieces=pieces)
        give_scopes(tree)
        describe_figures(tree, alt_texts)
        gather_links(tree)
        describe_links(pdf, alt_texts)
        tagged = set(content_in(tree, page=(0, 0)))
        forget_untagged(pdf, tagged)
        for page in pdf.pages:
            mark_artifacts(pdf, page, tagged)
            mend_page(page)
        name_document(pdf, title=title, language=language)
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def describe_figures(tree: Object, alt_texts: Mapping[str, str]) -> None:
    for figure in descendants(tree, "/Figure"):
        if (short := str(figure.get("/Alt", ""))) in alt_texts:
            figure.Alt = pikepdf.String(alt_texts[short])


def gather_links(tree: Object) -> None:
    """Let a link own its clickable areas, also those WeasyPrint gave to a bold word or a line inside it."""
    numbers = tree.ParentTree.Nums
    places = {int(numbers[i]): i + 1 for i in range(0, len(numbers), 2)}
    for link in list(descendants(tree, "/Link")):
        for part in list(parts_of(link)):
            areas = [kid for kid in kids(part) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"]
            part.K = Array([kid for kid in kids(part) if kid not in areas])
            for area in areas:
                link.K.append(area)
                numbers[places[int(area.Obj.StructParent)]] = link


def parts_of(element: Object) -> Iterator[Object]:
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from parts_of(kid)


def describe_links(pdf: pikepdf.Pdf, texts: Mapping[str, str]) -> None:
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            if (address := str(link.get("/Contents", ""))) in texts:
                link.Contents = pikepdf.String(texts[address])


def content_in(element: Object, *, page: tuple[int, int]) -> Iterator[Content]:
    """Every piece of page content that stands below an element."""
    page = element.Pg.objgen if "/Pg" in element else page
    for kid in kids(element):
        if isinstance(kid, Dictionary):
            if "/MCID" in kid:
                yield (kid.Pg.objgen if "/Pg" in kid else page, int(kid.MCID))
            elif kid.get("/Type") != "/OBJR":
                yield from content_in(kid, page=page)
        else:
            yield (page, int(kid))


def forget_untagged(pdf: pikepdf.Pdf, tagged: set[Content]) -> None:
    """Empty the places in the parent tree of content that no element owns: margins and repeated heads."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        place = owners.get(int(page.obj.get("/StructParents", -1)))
        if isinstance(place, Array):
            for number in range(len(place)):
                if (page.obj.objgen, number) not in tagged:
                    place[number] = None


def mark_artifacts(pdf: pikepdf.Pdf, page: pikepdf.Page, tagged: set[Content]) -> None:
    """Mark running headers, page numbers and repeated heads as something a reader should not hear."""
    instructions = [
        ARTIFACT if is_untagged(instruction, page, tagged) else instruction
        for instruction in pikepdf.parse_content_stream(page)
    ]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def is_untagged(instruction: Instruction, page: pikepdf.Page, tagged: set[Content]) -> bool:
    """Whether the instruction begins marked content that no element owns."""
    if isinstance(instruction, pikepdf.ContentStreamInlineImage) or str(instruction.operator) != "BDC":
        return False
    about = instruction.operands[1]
    return isinstance(about, Dictionary) and "/MCID" in about and (page.obj.objgen, int(about.MCID)) not in tagged


def mend_page(page: pikepdf.Page) -> None:
    """Tab order follows the structure, and links are printed as they are shown."""
    page.obj.Tabs = Name.S
    for link in page.obj.get("/Annots", []):
        link.F = int(link.get("/F", 0)) | PRINT


def name_document(pdf: pikepdf.Pdf, *, title: str, language: str) -> None:
    pdf.Root.Lang = pikepdf.String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.docinfo.Title = pikepdf.String(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
        about["dc:language"] = [language]
        about["pdfuaid:part"] = "1"
