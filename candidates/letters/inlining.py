"""Mail programs throw style sheets away: every rule is written onto its element."""

import css_inline

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False)


def inlined(html: str) -> str:
    return _inliner.inline(html) + "\n"
