"""Files that would do something on a site, or that nobody may see, by their names under a source."""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">{}</svg>'
XHTML = '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'

HIDDEN_FILES = {
    "fixed/.env": "WACHTWOORD=geheim",
    "fixed/.git/config": "[core]",
    "fixed/.htaccess": "Options +Indexes",
    "fixed/.licenties.txt.swp": "geheim",
    "fixed/.DS_Store": "geheim",
    "fixed/insluiten/.ssh/id_rsa.txt": "geheim",
}
OTHER_KINDS = {
    "fixed/pagina.html": "<script>alert(1)</script>",
    "fixed/pagina.HTML": "<script>alert(1)</script>",
    "fixed/pagina.xhtml": "<script>alert(1)</script>",
    "fixed/gegevens.xml": XHTML,
    "fixed/licenties.txt.bak": "oud",
    "fixed/licenties.txt.orig": "oud",
    "fixed/server.pem": "geheim",
    "fixed/server.key": "geheim",
    "fixed/id_ed25519": "geheim",
    "fixed/gegevens.sqlite": "geheim",
    "fixed/bron.py": "geheim",
    "fixed/bron.zip": "geheim",
    "fixed/_headers": "/*\n  Access-Control-Allow-Origin: *",
    "fixed/_redirects": "/* https://elders.be/",
    "assets/img/pagina.html": "<script>alert(1)</script>",
    "assets/img/schets.psd": "geheim",
    "assets/img/leesmij.txt": "geheim",
}
SECRETS = {
    "fixed/sleutel.txt": "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n",
    "fixed/sleutel.json": '{"private_key": "-----BEGIN PRIVATE KEY-----\\nabc"}',
}
HOSTILE_DRAWINGS = {
    "a script": SVG.format("<script>alert(1)</script>"),
    "a script of another language": SVG.format(XHTML),
    "html": SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "an attribute that runs": SVG.format('<path onclick="alert(1)"/>'),
    "an attribute that runs of the drawing": SVG.replace("viewBox", 'onload="alert(1)" viewBox').format(""),
    "a link": SVG.format('<a href="javascript:alert(1)"><path/></a>'),
    "a link that is animated": SVG.format('<animate attributeName="href" to="javascript:alert(1)"/>'),
    "a setting that runs": SVG.format('<set attributeName="onmouseover" to="alert(1)"/>'),
    "a drawing of elsewhere": SVG.format('<use href="https://elders.be/x.svg#a"/>'),
    "a drawing of elsewhere in the old way": SVG.format('<use xlink:href="data:image/svg+xml,x"/>'),
    "a picture": SVG.format('<image href="https://elders.be/x.png"/>'),
    "a fill of elsewhere": SVG.format('<path fill="url(https://elders.be/x.svg#a)"/>'),
    "a style": SVG.format('<path style="fill: red"/>'),
    "a style sheet": SVG.format("<style>path { fill: red }</style>"),
    "a style sheet of elsewhere": f'<?xml-stylesheet href="https://elders.be/x.css"?>{SVG.format("")}',
    "an entity": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SVG.format("<text>&x;</text>")}',
    "a bomb of entities": f'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>{SVG.format("<text>&b;</text>")}',
    "html by the name of a drawing": "<!doctype html><script>alert(1)</script>",
    "no markup": "x",
    "nothing": "",
    "an encoding that does not exist": f'<?xml version="1.0" encoding="x"?>{SVG.format("")}',
}
HARMLESS_FILES = {
    "fixed/.well-known/security.txt": "Contact: https://kmo.example.org/contact/",
    "fixed/gegevens.json": "{}",
    "assets/img/tekening.svg": SVG.format(
        '<defs><linearGradient id="a"><stop/></linearGradient></defs><path fill="url(#a)"/><use href="#a"/>'
    ),
}
