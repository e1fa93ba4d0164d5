"""A town newsletter as a text export: form feeds, bold marks, headings, letterhead in mid-sentence."""

from __future__ import annotations

import textwrap

from tests.samples.story import Bulletin, Story

COUNCIL = "Council news"
TOWN = "Town life"
LINE_WIDTH = 92
FORM_FEED = "\f"

LIGHTS = Story(
    title="New lights for the harbour wall",
    section=COUNCIL,
    body=(
        "Anyone who has walked to the lighthouse on a November evening knows the nine dark gaps along the "
        "harbour wall. Before Christmas they will be gone. The council has ordered twenty-two lamps with "
        "warm light that shine on the path and not into the bedrooms of Pilot Row.",
        "The old posts remain, because they are older than the wall's railing and almost as loved as the "
        "lighthouse. Only the heads are exchanged. Each lamp dims itself after eleven o'clock and becomes "
        "brighter when someone comes by, which will save about six thousand units of electricity a year.",
        "Work begins on 9 November at the slipway. For four days the wall is closed between eight and "
        "three; the fishermen's steps stay open throughout.",
    ),
)

BUDGET = Story(
    title="What the council decided in September",
    section=COUNCIL,
    body=(
        "The meeting on 22 September was attended by forty-six residents, more than the chamber has "
        "chairs. The longest debate concerned the budget for the coming year, which the members approved "
        "by eight votes to three after the rise in mooring fees had been halved. Councillor Imogen Tate, "
        "who had asked for the compromise, thanked both sides for their patience.",
        "The following items were also decided:",
        "- The playground in Net Loft Lane receives a new climbing frame made of larch.",
        "- The Saturday market may use the upper quay from March to October.",
        "- The town will twin with the island of Hestra for a first period of three years.",
        "The minutes can be read at the town hall. The next meeting takes place on 24 November at seven "
        "o'clock.",
    ),
)

ROAD = Story(
    title="Chandler Street closed for five weeks",
    section=COUNCIL,
    body=(
        "The water main under Chandler Street was laid in 1911 and has burst three times since Easter. It "
        "will be replaced between 12 October and 13 November. Cars cannot pass during that time, but "
        "shops, the surgery and the chapel can be reached on foot from both ends.",
        "Bus 4 stops in Ropewalk instead. Residents who depend on their car will find a form for a parking "
        "permit in their letter box.",
    ),
)

LIBRARY = Story(
    title="Library opens on Sundays",
    section=TOWN,
    byline="By Fergus Adeyemi",
    body=(
        "From the first Sunday in November the town library will be open from one to five, and for once "
        "the opening needs no extra staff. Fourteen volunteers have learned to lend books, to mend spines "
        "and to find the light switch in the map room.",
        '"People asked for a warm place without a till," says librarian Joan Pascoe. There will be tea, '
        "a table for jigsaw puzzles, and at three o'clock a story in the children's corner, read by "
        "somebody who can do voices.",
    ),
)

BENCH = Story(
    title="A bench for Mrs Okafor",
    section=TOWN,
    body=(
        "For thirty-one years Grace Okafor helped the children of the harbour school across Quay Road, in "
        "every weather and with an orange umbrella. She retired in July. Since last Friday there is a "
        "bench where she used to stand, made by the sixth form and painted in the only possible colour.",
        "Mrs Okafor tried it at once and declared it comfortable but badly placed: sitting there, she "
        "said, one cannot help getting up whenever a child comes along.",
    ),
)

WATCH = Story(
    title="Volunteers wanted for the winter watch",
    section=TOWN,
    body=(
        "When the wind blows over force eight, two people sit in the old signal house and look at the sea. "
        "The winter watch is looking for six more of them. You need good eyes, a thermos flask and one "
        "free night a month; everything else can be learned on the introductory evening on 29 October.",
        "Those interested can sign up at the town hall or simply come to the signal house when the flag is "
        "out.",
    ),
)

STORIES = (LIGHTS, BUDGET, ROAD, LIBRARY, BENCH, WATCH)
PAGE_OF = {LIGHTS: 2, BUDGET: 2, ROAD: 3, LIBRARY: 3, BENCH: 4, WATCH: 4}
LETTERHEAD = ("Tel", "Fax", ": (01632) 960", "Email: office@harbour")
SPLIT_AFTER = "after the rise in mooring fees had"

BULLETIN = Bulletin(
    path="harbour-town-council/2026-10.txt",
    kind="newsletter",
    language="en",
    stories=STORIES,
    noise=(
        "THE HARBOUR LAMP",
        "Newsletter of the Harbour Town Council",
        "Issue 84",
        "In this issue",
        ": (01632) 960",
        "Email: office@harbour",
        "www.harbourtown.example",
        "The Harbour Lamp, October 2026",
        "Published by the Harbour Town Council, Town Hall",
    ),
)


def build() -> bytes:
    """The text export, UTF-8."""
    pages = [
        _cover(),
        _page(2, ["# " + COUNCIL, _story(LIGHTS, "## "), _story(BUDGET, "## ")]),
        _page(3, [_story(ROAD, "**"), "# " + TOWN, _story(LIBRARY, "## ")]),
        _page(4, [_story(BENCH, "## "), _story(WATCH, "**"), _imprint()]),
    ]
    return f"\n{FORM_FEED}".join(pages).encode()


def _cover() -> str:
    entries = []
    section = ""
    for story, page in PAGE_OF.items():
        if story.section != section:
            section = story.section or ""
            entries.append(f"**{section}**")
        entries.append(f"{story.title} {'.' * (60 - len(story.title))} {page}")
    head = ["# THE HARBOUR LAMP", "Newsletter of the Harbour Town Council", "Issue 84 - October 2026"]
    return "\n\n".join([*head, "**In this issue**", *entries]) + "\n"


def _page(number: int, parts: list[str]) -> str:
    return "\n\n".join([*parts, f"The Harbour Lamp, October 2026{' ' * 40}{number}"]) + "\n"


def _story(story: Story, mark: str) -> str:
    """Title, byline and paragraphs; a list keeps its items on lines of their own."""
    title = f"**{story.title}**" if mark == "**" else mark + story.title
    parts = [title, *([f"**{story.byline}**"] if story.byline else [])]
    for text in story.body:
        parts.extend(_set_paragraph(text))
    return "\n\n".join(parts)


def _set_paragraph(text: str) -> list[str]:
    """A wrapped paragraph; the letterhead drops into the middle of one, as exports of letters do."""
    head, found, tail = text.partition(SPLIT_AFTER)
    if not found:
        return [_wrap(text)]
    return [_wrap(head + found), *LETTERHEAD, _wrap(tail)]


def _wrap(text: str) -> str:
    return textwrap.fill(text.strip(), LINE_WIDTH, break_on_hyphens=False)


def _imprint() -> str:
    return (
        "Published by the Harbour Town Council, Town Hall, 1 Quay Road\n"
        "Editor: Fergus Adeyemi\n"
        "www.harbourtown.example"
    )
