"""What the Lakeland Digest says: an invented lake commission, its places and its people."""

from __future__ import annotations

from tests.samples.story import Bulletin, Story

SPOTLIGHT = "In the Spotlight"
JULY = "July"
AUGUST = "August"
SEPTEMBER = "September"

AGREEMENT = Story(
    title="Three countries agree on one water level for Lake Orren",
    section=SPOTLIGHT,
    byline="By Marit Solvang",
    body=(
        "For sixty years the three countries around Lake Orren have each kept a gauge of their own, and "
        "for sixty years the three gauges have told three different stories. On 2 July the environment "
        "ministers of Norrmark, Halvia and Karsela met on the pier at Vadholm and signed a paper of only "
        "four pages that ends the quarrel: from next spring one gauge, one zero mark and one table of "
        "levels will hold for the whole lake.",
        "The difference was never large. The Halvian gauge, set into the old customs quay, read eleven "
        "centimetres more than its neighbour across the bay. But eleven centimetres decide whether the "
        "sluice at Lindesk is opened in April, whether meadows on the eastern shore can be mown in June, "
        "and whether the ferry may still call at its southern stop in a dry August.",
        "“We did not disagree about water, we disagreed about a nail in a wall,” said Henrik Aas, who led "
        "the talks for the Commission. His working group spent two winters tracing every benchmark back to "
        "its first survey. In the end the engineers chose a granite step below the chapel of Pirra that "
        "has not moved since it was laid, and the diplomats agreed within an afternoon.",
        "The agreement does more than fix a number. It obliges all three administrations to publish their "
        "readings every hour, to announce each opening of a sluice two days ahead, and to share the cost "
        "of repairing the northern embankment, which has been waiting for a decision since the flood of "
        "2011.",
        "That embankment was the hardest chapter of the talks. Every mayor on the northern shore wanted it "
        "higher, every treasurer wanted it later. The compromise is a repair in three stages, beginning "
        "with the two hundred metres below Hovde where the bank has slipped twice since the spring. The "
        "first excavators are expected in April, as soon as the ground carries them, and a footpath along "
        "the crest is to remain open throughout.",
        "Farmers around the bay of Storhaven have welcomed the announcement with some caution. A common "
        "level is only useful, they say, when somebody keeps to it. The Commission has therefore set up a "
        "small arbitration panel of one hydrologist from each country, whose findings the governments have "
        "committed themselves to follow.",
        "Fishing crews have a different concern. A lake that is kept too even, they point out, no longer "
        "floods the shallow bays where pike and perch spawn. The table of levels therefore allows for a "
        "small spring flood of thirty centimetres, lasting two weeks, whenever the snow on the hills "
        "permits it. Biologists from all three countries will follow what happens in eight of these bays "
        "and report every second year.",
        "Nobody at Vadholm pretended that a paper of four pages can make rain or stop it. But the "
        "ministers spoke with unusual warmth of the two dull winters in the archives, and of the surveyors "
        "who read through six hundred notebooks in three languages to find out where each nail had once "
        "been. “The best treaties begin with somebody patiently checking a number,” said the Halvian "
        "minister, Elina Varre.",
        "The first common reading will be taken on 1 March at noon. The granite step has already been "
        "cleaned, and the parish of Pirra has asked that the bell be rung when the number is read out.",
    ),
)

REED_BEDS = Story(
    title="Reed beds of Mirra get their first full survey",
    section=JULY,
    body=(
        "Volunteers from eleven villages have walked, waded and paddled around the whole of Lake Mirra to "
        "count what nobody had counted before. Their survey, finished on 19 July, shows that reed covers "
        "412 hectares of the shore, almost a third more than the aerial pictures had suggested.",
        "Reed is more than scenery. It filters what the fields release, holds the banks together and gives "
        "shelter to the bittern, whose call was noted at seventeen places. “On two mornings we stopped "
        "counting and simply listened,” said Anna Lund, who coordinated the teams on the western side.",
        "The survey also found gaps. Near the camping ground at Tolmo the belt has been cut into nine "
        "pieces by private landing stages, most of them without a permit. The Commission will invite the "
        "owners to a meeting in the autumn and will propose common jetties instead.",
        "All maps can be consulted at the town library of Lindesk, and the measurements will be repeated "
        "every third summer.",
    ),
)

NIGHT_FERRY = Story(
    title="Night ferry returns to the northern shore after nine years",
    section=JULY,
    body=(
        "At ten minutes past eleven on Friday 10 July the motor vessel __Skarven__ left Storhaven with "
        "forty-one passengers, two calves and a piano. It was the first night crossing to the northern "
        "shore since the line was given up nine years ago.",
        "The service runs on Fridays and Sundays until the end of October. It is paid for by the five "
        "northern parishes together with the Commission, which regards the crossing as a test: if at least "
        "thirty people travel on an average night, the line will continue through the winter.",
        "“My shift at the hospital ends at ten,” said Liv Tangen, a nurse from Hovde, as she boarded. "
        "“Until today that meant a drive of ninety minutes around the lake. Now I can sleep on the way.” "
        "The piano, by the way, arrived in tune.",
    ),
)

SCHOOL_BOATS = Story(
    title="School boats: a term on the water",
    section=JULY,
    byline="By Ilse Brandvold",
    body=(
        "When the bridge at Kvam was closed for repairs in April, the village school lost its road. "
        "Instead of hiring buses for the detour, the head teacher hired two boats, and what began as an "
        "emergency has become the most popular timetable the school has ever had.",
        "Every morning at half past seven, sixty-three pupils put on their life jackets at the old herring "
        "pier. The crossing takes twenty-two minutes. The younger children read aloud, the older ones keep "
        "the log: wind, water temperature, birds, passing ships. By the end of term the log ran to four "
        "hundred pages.",
        "The science class compared its temperatures with the official station and discovered that the "
        "station was wrong. A cable had been damaged by ice, and for five weeks it had reported the same "
        "value. The technicians came, apologised, and left a spare thermometer as a present.",
        "There were other surprises. A shy boy from the fourth form turned out to know every reef in the "
        "bay by heart, because his uncle sets nets there. A girl who had never liked arithmetic worked out "
        "the fuel for a whole month and found that the slow boat was the cheaper one. Lessons that had to "
        "be cancelled for lack of a room were simply held on deck.",
        "Parents were worried at first. A safety drill was held each week, a second skipper sailed on "
        "every trip, and in fog the boats remained at the pier; that happened three times.",
        "The bridge will open again in November. The pupils have collected two hundred signatures for "
        "keeping one boat day a week, and the parish council has promised an answer before the first ice.",
    ),
)

PHOTOGRAPHS = Story(
    title="Call for photographs",
    section=JULY,
    body=(
        "The Commission is looking for pictures of everyday life on the three lakes for its calendar of "
        "2027. Amateurs of any age may send up to five photographs by 15 November.",
        "Thirteen pictures will be chosen by a jury of readers. Each of their authors receives twenty "
        "copies of the calendar and a day aboard the survey ship.",
    ),
)

THIRTY_LITRES = Story(
    title="Thirty litres a day: how Halvia’s islands learned to save water",
    section=AUGUST,
    byline="By Pekka Ruun",
    body=(
        "There is no spring on the islands of Outer Halvia. Drinking water comes by barge, and last year "
        "the barge came late. For nine days in August the four hundred islanders lived on thirty litres "
        "each, and to their own surprise they never went back to their former ways.",
        "## Rain from the roofs",
        "The first measure was the oldest one. Gutters were mended, barrels were brought out of barns, and "
        "the blacksmith made a simple trap that lets the first dirty minutes of rain run off. A roof of "
        "eighty square metres now yields enough for a family’s laundry from May to September.",
        "“My grandmother would laugh at us,” says Signe Holm, who chairs the island council. “We needed a "
        "pilot project to remember what a barrel is for.”",
        "## A meter in the kitchen",
        "The second measure was new. Each household received a small display that shows the day’s "
        "consumption in coloured lights. Nobody is fined, but the weekly total of each island hangs at the "
        "shop, and the rivalry between the neighbouring islands of Inner and Outer Skar has become a "
        "matter of honour.",
        "Consumption has fallen from 118 to 64 litres a day. The barge comes every third week instead of "
        "every week, and the money that is saved will pay for a small plant that cleans used water for the "
        "gardens.",
        "## What others can take home",
        "The Commission’s report recommends the approach to all shore communities that depend on "
        "deliveries. Its authors warn against copying the equipment alone. What made the difference, they "
        "write, was that the figures were public, the rules were few and the islanders had made them "
        "themselves.",
    ),
)

FLOOD_WARNINGS = Story(
    title="Workshop in Karsela compares flood warnings",
    section=AUGUST,
    body=(
        "How long before a flood must a warning be sent, and who should read it first? Twenty-six experts "
        "from nine countries discussed these questions in Karsela on 12 and 13 August at the invitation of "
        "the Commission.",
        "The comparison was sobering. The same rain, entered into five national systems, produced warnings "
        "between four and thirty-one hours ahead. Systems that waited for certainty were the slowest; "
        "those that spoke of probability were quicker, but their messages were often misunderstood.",
        "Participants therefore tested short texts on passers-by in the market square. Best understood was "
        "a message of two sentences: what will happen at which hour, and what to do now. Colours and "
        "levels were remembered by hardly anyone.",
        "The Commission will publish a collection of tested wordings in the spring. A second workshop, to "
        "be held in Norrmark, will look at warnings for people who do not speak the language of the "
        "country.",
    ),
)

EEL_LADDERS = Story(
    title="Eel ladders open at the Sael weir",
    section=AUGUST,
    byline="By Jonas Werle",
    body=(
        "The eels of Lake Sael were born in an ocean and have travelled for three years to reach a wall of "
        "concrete. Since 21 August they can climb it. Two ladders of rough, wet brushes lead them over the "
        "weir, four metres high, at a pace of roughly one metre an hour.",
        "A camera counts the climbers. In the first week there were 1,940, more than the biologists had "
        "hoped for in a season. Most of them came between midnight and three in the morning, and nearly "
        "all of them when it rained.",
        "The ladders were built by apprentices of the technical college in Storhaven for less than the "
        "price of a small car. Drawings and a list of materials are available free of charge, and two "
        "other weirs on the river are to follow next year.",
        "For the fishermen the ladders are an investment in patience. An eel that climbs today will be "
        "large enough to be caught in about eight years.",
    ),
)

HALF_YEAR = Story(
    title="Commission and fishing villages take stock of a half year",
    section=SEPTEMBER,
    body=(
        "Representatives of thirty-four fishing villages met the Secretariat in Lindesk on 8 September to "
        "review the first six months of the new quota book. The book replaces paper slips with a short "
        "message from the landing stage, and it was received in spring with little enthusiasm.",
        "The figures presented by the Secretariat were encouraging. Nine landings in ten are now reported "
        "on the same day, compared with four in ten under the old system. Disputes over the closing date "
        "of the whitefish season, which used to fill the September meeting, did not come up at all.",
        "Criticism came from the smallest villages. Where there is no signal at the pier, skippers must "
        "drive to the next hill to send their message. The Commission undertook to equip twelve landing "
        "stages with a relay before the season begins, and to accept handwritten slips from them until "
        "then.",
        "The meeting also agreed that scientists may use the reports for the stock estimate, provided that "
        "no boat can be recognised in what they publish. The next review will take place in March.",
    ),
)

LAKE_FLOOR = Story(
    title="Students chart the floor of Lake Sael",
    section=SEPTEMBER,
    byline="By Marit Solvang",
    body=(
        "The official chart of Lake Sael gives its depth as 88 metres. Twelve students of the Storhaven "
        "school of surveying have now found 103. With a borrowed echo sounder and a rowing boat they "
        "crossed the lake 214 times during the summer, always in straight lines, always before breakfast.",
        "The new depth lies in a narrow trench below the cliffs of Munkeberg. Why it was missed is easily "
        "explained: the survey of 1934 was carried out from the ice, and below the cliffs the ice never "
        "carries.",
        "The students also found the wreck of a timber barge, standing upright on the bottom with its "
        "load. Archaeologists will visit it with a diving robot in spring. Until then its position remains "
        "a secret that the class has promised to keep.",
        "The finished chart has been handed over to the Commission and replaces the old sheet from 1 "
        "October.",
    ),
)

HARBOUR_RULES = Story(
    title="New harbour rules for visiting boats",
    section=SEPTEMBER,
    body=(
        "From 1 October visiting boats may stay in any harbour of the three lakes for two nights without a "
        "fee. Skippers register at the harbour office or by telephone, show the sticker of their home "
        "harbour and empty their tanks at the pump before they leave.",
        "The offices are open from seven in the morning until nine at night during the season. Boats that "
        "arrive later moor at the yellow rings on the outer pier and register the next morning. Water and "
        "electricity are paid for by card at the posts; the price is now the same in all three countries.",
        "The rule replaces nineteen local regulations. It does not apply to boats longer than fourteen "
        "metres, which still need a reservation, nor to the regatta weeks in June.",
        "Harbour masters may turn away boats that arrive without a sticker for clean hulls. The sticker is "
        "meant to stop the spread of a mussel that has blocked water intakes in the south.",
    ),
)

KEEPER = Story(
    title="Torvald Enger, keeper of the gauges",
    section=SEPTEMBER,
    body=(
        "Torvald Enger, who read the gauge at Pirra twice a day for forty-four years, died on 3 September "
        "at the age of ninety-one. His notebooks, kept in pencil because ink freezes, fill a shelf of two "
        "metres in the Commission’s archive.",
        "He missed eleven readings in his life and could name the reason for each. Two of them were the "
        "births of his daughters. When the automatic station was installed he went on reading by eye, and "
        "when the station failed in the storm of 1999 his were the only figures that anyone had.",
        "Children from the village school were allowed to come along in the afternoons. He let them read "
        "first and never corrected them aloud; he merely looked again himself, for as long as it took them "
        "to do the same. Four of them became hydrologists.",
        "The Commission will name its next survey boat after him. It is to be a small one, as he would "
        "have wished.",
    ),
)

SAILS_CAPTION = "Sails off Vadholm on the day of the signing. Photograph: Ola Wik"
RIVER_CAPTION = "The river below Karsela in May"
WEIR_CAPTION = "Above the weir the lake is calm"
CLIFFS_CAPTION = "Before breakfast: the cliffs of Munkeberg"
HARBOUR_CAPTION = "Guests in the harbour of Hovde"
FOG_CAPTION = "Morning fog over the reed belt at Tolmo"
SCHOOL_CAPTION = "The boats of Kvam cross the bay in twenty-two minutes"
FERRY_CAPTION = "The ferry pier of Storhaven at eleven in the evening"

COVER_LINES = (
    ("One lake, one level", "Ministers settle an old quarrel at Vadholm"),
    ("Nine dry days", "What the outer islands can teach the mainland"),
    ("Fifteen metres deeper", "Surveying students redraw a famous lake"),
)

DIARY = (
    ("9 October", "Hearing on the northern embankment, town hall of Hovde, 18.00"),
    ("24 October", "Reed cutting for volunteers, Tolmo camping ground, from 9.00"),
    ("15 November", "Closing date for the calendar pictures"),
    ("3 December", "Ninety-second session of the Commission, Karsela"),
)

ADVERTISEMENT = (
    "Kesäillan risteily Sael-järvellä",
    "Lähtö joka perjantai kello 19 Storhavenin satamasta.",
    "Tarjolla savukalaa, tuoretta leipää ja elävää musiikkia.",
    "Liput 24 euroa, lapset puoleen hintaan. Varaa paikkasi ajoissa!",
    "www.saelristeilyt.example",
)

PULL_QUOTE = "“They come by night, and they come with the rain.”"

CONTACT = (
    ("Address", ("Quay House, 14 Customs Street", "4820 Lindesk, Norrmark")),
    ("Telephone", ("+44 20 7946 0143",)),
    ("Telefax", ("+44 20 7946 0144",)),
    ("E-mail", ("digest@threelakes.example",)),
    ("Web", ("www.threelakes.example",)),
    ("Follow us", ("@threelakes_commission", "@ThreeLakesDigest")),
)

IMPRINT = (
    "Lakeland Digest is published four times a year by the Secretariat of the Three Lakes Commission and "
    "sent free of charge to households around the lakes. Responsible for the contents: Gudrun Falk. "
    "Layout: Studio Lantern. Printed on recycled paper by Lindesk Offset. Signed articles express the "
    "opinion of their authors. © Three Lakes Commission 2026"
)

BULLETIN = Bulletin(
    path="lakeland-digest/2026-3.pdf",
    kind="digest",
    language="en",
    stories=(
        AGREEMENT,
        REED_BEDS,
        NIGHT_FERRY,
        SCHOOL_BOATS,
        PHOTOGRAPHS,
        THIRTY_LITRES,
        FLOOD_WARNINGS,
        EEL_LADDERS,
        HALF_YEAR,
        LAKE_FLOOR,
        HARBOUR_RULES,
        KEEPER,
    ),
    noise=(
        "LAKELAND DIGEST",
        "Quarterly of the Three Lakes Commission",
        "Volume 12 · Number 3",
        "July – September 2026",
        "In this issue",
        *(line for lines in COVER_LINES for line in lines),
        "+44 20 7946 0143",
        "+44 20 7946 0144",
        "digest@threelakes.example",
        "Quay House, 14 Customs Street",
        "@threelakes_commission",
        "@ThreeLakesDigest",
        "Studio Lantern",
        "Lindesk Offset",
        "continued on page 6",
        "continued from page 3",
        *ADVERTISEMENT[1:4],
        PULL_QUOTE,
    ),
)
