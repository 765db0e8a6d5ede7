"""Markdown that tries to put a script on a page, and harmless Markdown that looks like it."""

from random import Random

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<SCRIPT SRC=//elders.be/x.js></SCRIPT>",
    "a script in a sentence": "Tekst <script>alert(1)</script> verder.",
    "a script that is not closed": "Tekst <script>alert(1)",
    "a script in a comment that ends early": "<!--> <script>alert(1)</script> -->",
    "a script in a table": "| a | b |\n|---|---|\n| <script>alert(1)</script> | c |",
    "a script in a list in a quote": "> - <script>alert(1)</script>",
    "a script within markdown in html": '<div markdown="1">\n<script>alert(1)</script>\n</div>',
    "a script in a drawing": "<svg><script>alert(1)</script></svg>",
    "a style sheet": "<style>p { color: red }</style>",
    "a frame": "<iframe src=/kosten/></iframe>",
    "a frame with a page inside": "<iframe srcdoc='&lt;script>alert(1)&lt;/script>'></iframe>",
    "an object": "<object data=/x></object>",
    "an embedded thing": "<embed src=/x>",
    "another base": "<base href=https://elders.be/>",
    "a refresh": '<meta http-equiv=refresh content="0;url=https://elders.be/">',
    "a form": '<form action="https://elders.be/"><input name=a></form>',
    "a button": "<button formaction=javascript:alert(1)>Klik</button>",
    "a template": "<template><script>alert(1)</script></template>",
    "text that swallows the rest": "<textarea>",
    "plain text for ever": "<plaintext>",
    "formulas": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>",
    "an unknown element": "<mijn-element>x</mijn-element>",
    "an attribute that runs": '<p onclick="alert(1)">Tekst.</p>',
    "an attribute that runs, in capitals": '<P OnClick="alert(1)">Tekst.</P>',
    "an attribute that runs, after a stroke": "<p/onclick=alert(1)>Tekst.</p>",
    "an attribute that runs, after a form feed": "<p\fonclick=alert(1)>Tekst.</p>",
    "an attribute that runs, of an image": "<img src=x onerror=alert(1) alt=x>",
    "an attribute that runs, of a list of attributes": "Tekst.\n{: onclick=alert(1) }",
    "an attribute that runs, of a heading": "## Kop {: onmouseover=alert(1) }",
    "an attribute that runs, of a link": "[x](/kosten/){: onfocus=alert(1) }",
    "an attribute that runs, of the whole page": "Tekst.\n\n<body onload=alert(1)>\n\nMeer.",
    "a style": '<p style="background: url(//elders.be)">Tekst.</p>',
    "a style of a list of attributes": "Tekst.\n{: style='color: red' }",
    "an address of a list of attributes": "[x](/kosten/){: href=javascript:alert(1) }",
    "more sources of an image": "![x](/img/icoon.svg){: srcset=//elders.be/x }",
    "a javascript link": "[Klik](javascript:alert(1))",
    "a javascript link in capitals": "[Klik](JaVaScRiPt:alert(1))",
    "a javascript link with entities": "[Klik](java&#115;cript&#58;alert(1))",
    "a javascript link with hexadecimal entities": "[Klik](&#x6A;&#x61;vascript:alert(1))",
    "a javascript link with named entities": "[Klik](javascript&colon;alert(1))",
    "a javascript link with a tab": "[Klik](java&Tab;script:alert(1))",
    "a javascript link with a line end": "[Klik](java&NewLine;script:alert(1))",
    "a javascript link after a control character": "[Klik](&#1;javascript:alert(1))",
    "a javascript link after a space": '<a href=" javascript:alert(1)">Klik</a>',
    "a javascript link between angles": "[Klik](<javascript:alert(1)>)",
    "a javascript link by reference": "[Klik][x]\n\n[x]: javascript:alert(1)",
    "a javascript link by its own name": "[Klik]\n\n[klik]: JAVASCRIPT:alert(1)",
    "a javascript autolink": "<javascript:alert(1)>",
    "a javascript link in html": "<a href='javascript:alert(1)'>Klik</a>",
    "a javascript link in html without quotes": "<a href=javascript:alert(1)>Klik</a>",
    "a javascript image": "![x](javascript:alert(1))",
    "a javascript image by reference": "![x][y]\n\n[y]: javascript:alert(1)",
    "a data link": "[Klik](data:text/html;base64,PHNjcmlwdD4=)",
    "a data image": "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "a vbscript link": "[Klik](vbscript:msgbox(1))",
    "a file link": "[Klik](file:///etc/passwd)",
    "a blob link": "[Klik](blob:https://elders.be/1)",
    "a link with strokes the wrong way": "[Klik](\\\\elders.be\\x)",
    "a shortcode in an attribute": '[x](/kosten/ "{{ knop("bereken", "a b onclick=alert(1)") }}")',
    "a shortcode in a comment": 'Tekst.\n\n<!-- {{ knop("bereken", "a") }} -->',
    "a shortcode in what is no element": 'Tekst.\n\n<? {{ knop("bereken", "a") }} ?>\n\nMeer.',
    "a box like the one around tables": '<div class="scroll" role="alert" aria-label="Tabel" tabindex="0">Tekst.</div>',
    "a part of the page that is closed": "Tekst.\n\n</article></main>\n\nMeer.",
    "a box that is closed twice": "<div>Tekst.</div></div>",
    "a box that is not closed": "<div>Tekst.",
}  # fmt: skip

TITLES = (
    "/kosten/",
    "<table><meta http-equiv=refresh content=0;url=https://elders.be/></table>",
    '<img src="/img/icoon.svg" onerror=alert(1)>',
    '<td style="text-align: left;" onclick=alert(1)>',
    '<a href="/kosten/" onclick=alert(1)>',
)
"""Markup that is text in a title, unless a program takes it for the page's own and edits it."""

HARMLESS = {
    "code about scripts": "Typ `<script>alert(1)</script>` nooit.",
    "a block of code": "```text\n<p onclick=alert(1)>\n```",
    "what a browser shows as text": "Als 1 < 2 en 3 > 2, dan &lt;script&gt;.",
    "words": "De termen javascript: en onclick= zijn woorden.",
    "addresses": "<https://www.vlaio.be/> <a@b.be>",
    "links": "[a](/kosten/) [b](https://www.vlaio.be/) [c](mailto:a@b.be) [d](tel:1700)",
    **{f"{title} in a title": f"<a href=\"/kosten/\" title='{title}'>a</a>" for title in TITLES},
    **{f"{title} in the title of a link": f"[a](/kosten/ '{title}')" for title in TITLES},
    "an address with a colon": "[a](/kosten/?tijd=10:30)",
    "everything else": (
        "## Kop {: #kop-hier }\n\n1. een\n2. twee\n\n* * *\n\nTerm\n:   Uitleg **vet** *schuin*  \n    regel[^1]\n\n"
        '[^1]: Voetnoot.\n\n> Citaat.\n\n| a | b |\n|---|---|\n| c | d |\n\n!!! let-op "Titel"\n    Tekst.\n\n'
        '![Een icoon](/img/icoon.svg "Titel")\n\n<div markdown="1">\n*Tekst.*\n</div>\n\n3. drie\n4. vier'
    ),
}

PIECES = (
    *HOSTILE.values(),
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "&#", "&lt;", "`", "```\n", "\n\n", "    ", "> ",
    "- ", "[", "](", ")", "]", "![", "{: ", " }", '"', "'", "=", "\t", "\x0b", "<p>", "</p>", "<a", "<div>",
    "</div>", "<table>", "<td>", "<b", "<svg>", "<title>", "<noscript>", "<select>", "<option>",
    "| a |\n|---|\n", "[x]: ", "**", "Tekst",
)  # fmt: skip


def make_up_markdown(random: Random) -> str:
    """Generate Markdown of hostile pieces."""
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, 8)))
