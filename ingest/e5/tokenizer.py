"""The tokenizer of multilingual-e5-small: SentencePiece Unigram over normalised text.

Knows nothing of the model that reads the ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.e5.weights import BEGIN, END, POSITIONS, UNKNOWN, Weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# The original's nmt_nfkc is NFKC except: these become a space, those vanish, and ～ stays itself because
# Japanese writes ranges with it (9時～17時). NFKC would make it "~", so it is set aside meanwhile.
_SPACES = r"[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
_NOTHING = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_TILDE, _ASIDE = "～", "\ue000"


def build_tokenizer(weights: Weights) -> Tokenizer:
    """A fast tokenizer that adds <s> and </s> and truncates at 512 tokens.

    Spaces at the end are dropped, as the original does: a passage owns its line break, and a lone "▁"
    at the end would shift its vector.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = weights.pieces
    vocabulary = list(zip(pieces, weights.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(_TILDE, _ASIDE),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(Regex(_NOTHING), ""),
            normalizers.NFKC(),
            normalizers.Replace(_ASIDE, _TILDE),
            normalizers.Replace(Regex(r" {2,}"), " "),
            normalizers.Strip(left=False, right=True),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", BEGIN), ("</s>", END)],
    )
    tokenizer.enable_truncation(POSITIONS)
    return tokenizer
