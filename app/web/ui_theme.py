"""Gradio's theme made from the table of tokens. Knows nothing of pages."""

from __future__ import annotations

from typing import Any

from app.web.tokens import FONT, MONO, TOKENS

T = {name: f"var(--{name})" for name in TOKENS}
"""Gradio's variables point at ours, which say light or dark."""
VALUES = {
    "body_background_fill": T["ground"],
    "body_text_color": T["text"],
    "body_text_color_subdued": T["text-second"],
    "body_text_size": T["size-body"],
    "background_fill_primary": T["ground"],
    "background_fill_secondary": T["ground"],
    "block_background_fill": T["ground"],
    "block_border_width": "0px",
    "block_border_color": T["line-soft"],
    "block_label_background_fill": T["ground"],
    "block_label_text_color": T["text"],
    "block_label_text_size": T["size-body"],
    "block_label_text_weight": "700",
    "block_label_border_width": "0px",
    "block_title_text_color": T["text"],
    "block_title_text_size": T["size-body"],
    "block_title_text_weight": "700",
    "block_info_text_color": T["text-second"],
    "block_info_text_size": T["size-small"],
    "block_radius": T["radius"],
    "block_shadow": "none",
    "block_padding": "0px",
    "border_color_primary": T["line"],
    "border_color_accent": T["key"],
    "color_accent": T["key"],
    "color_accent_soft": T["key-soft"],
    "container_radius": T["radius"],
    "form_gap_width": "0px",
    "input_background_fill": T["ground"],
    "input_background_fill_focus": T["ground"],
    "input_border_color": T["line"],
    "input_border_color_focus": T["text"],
    "input_border_width": "1px",
    "input_padding": "10px 14px",
    "input_placeholder_color": T["text-second"],
    "input_radius": T["radius"],
    "input_shadow": "none",
    "input_shadow_focus": "none",
    "input_text_size": T["size-body"],
    "layout_gap": "16px",
    "link_text_color": T["key"],
    "link_text_color_hover": T["key-hover"],
    "link_text_color_active": T["key-active"],
    "link_text_color_visited": T["key"],
    "loader_color": T["key"],
    "prose_text_size": T["size-body"],
    "button_border_width": "1px",
    "button_large_padding": "0 24px",
    "button_large_radius": T["radius"],
    "button_large_text_size": T["size-body"],
    "button_large_text_weight": "700",
    "button_primary_background_fill": T["key"],
    "button_primary_background_fill_hover": T["key-hover"],
    "button_primary_border_color": T["key"],
    "button_primary_border_color_hover": T["key-hover"],
    "button_primary_text_color": T["on-key"],
    "button_primary_text_color_hover": T["on-key"],
    "button_primary_shadow": "none",
    "button_secondary_background_fill": T["ground"],
    "button_secondary_background_fill_hover": T["key-soft"],
    "button_secondary_border_color": T["key"],
    "button_secondary_text_color": T["key"],
    "button_secondary_shadow": "none",
}


def theme() -> Any:
    """A gradio.themes.Base of our values; what Gradio says for dark machines is the same, as our variables differ there."""
    import gradio as gr

    made = gr.themes.Base(font=[*FONT, "sans-serif"], font_mono=[*MONO, "monospace"], radius_size="md")
    made.set(**VALUES)
    for name in [name for name in vars(made) if name.endswith("_dark")]:
        setattr(made, name, getattr(made, name.removesuffix("_dark"), None))
    return made
