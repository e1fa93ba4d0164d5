"""B502: calls to follow the publisher: `Follow us on Instagram!` and the handle under it, a row of handles.

A call alone is the page's. One that an article explains, or that goes on in a sentence, is the article's.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.layout import Block, BlockLabel, Finding
from schemas.lexicon import ContactKind, lexicon
from schemas.likelihoods import INDICATED
from schemas.reasons import NoiseCode
from schemas.tolerances import CARD_LINES, PLURAL
from schemas.wording import plain
from tasks.noise.contacts import ContactEvidence, contact_findings
from tasks.noise.context import NoiseContext

_HANDLE_SIGN = "@"


def find(context: NoiseContext) -> Iterator[Finding]:
    """Calls without a text of their own, and the addresses right before and behind them."""
    for block in context.blocks:
        if len(block.lines) > CARD_LINES or not _is_call(block):
            continue
        below = context.blocks[block.index + 1 : block.index + 2]
        handle = [other for other in below if _is_address(block, other)]
        if not handle and context.heads_text(block):
            continue
        above = context.blocks[max(0, block.index - 1) : block.index]
        for part in (*(other for other in above if _is_address(block, other)), block, *handle):
            evidence = "a call to follow the publisher"
            yield Finding(part.index, NoiseCode.CONTACT, BlockLabel.CONTACT, "calls", evidence, INDICATED)


def _is_call(block: Block) -> bool:
    """Whether nothing but a call, or a network's name before an address, is left without addresses.

    Several handles in a row are those of the networks whose pictures stand before them.
    """
    words, text = lexicon(), plain(block.text)
    may_have_label = words.may_have_contact_label(text)
    if not may_have_label and _HANDLE_SIGN not in text:
        return False
    found = contact_findings(text)
    rest = _without_addresses(text, found)
    if len(found.handles) >= PLURAL and not any(map(str.isalnum, rest)):
        return True
    if not may_have_label:
        return False
    label = words.contact_label(rest) if found.handles or found.urls else None
    is_network = label is not None and label.kind is ContactKind.FOLLOW and label.end == len(rest)
    return is_network or words.is_call(rest)


def _is_address(call: Block, other: Block) -> bool:
    """Whether a block beside the call holds an address of the net and nothing else."""
    if other.page != call.page or other.frame != call.frame or len(other.lines) > CARD_LINES:
        return False
    text = plain(other.text)
    found = contact_findings(text)
    is_of_net = bool(found.handles or found.urls or found.emails)
    return is_of_net and not any(map(str.isalnum, _without_addresses(text, found)))


def _without_addresses(text: str, found: ContactEvidence) -> str:
    for address in (*found.emails, *found.urls, *found.handles):
        text = text.replace(address, " ", 1)
    return text.strip()
