"""browser -- the report of a small sweep in Debian's chromium: scripts off and on, wide and narrow.

usage: browser.py PAGE FIGURES
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import browser  # noqa: E402

failures = []


def check(is_so, claim):
    if not is_so:
        failures.append(claim)
        print(f"FAILED: {claim}")


def visible(page, selector):
    return page.value(f"[...document.querySelectorAll('{selector}')]"
                      ".filter(part => part.getClientRects().length > 0).length")


def hover(page):
    """The value under the pointer is that of the line there."""
    point = page.value("""(() => {
      const part = document.querySelector('g[data-points]');
      part.closest('figure').scrollIntoView();
      const path = part.querySelector('path').getAttribute('d').match(/-?[\\d.]+,-?[\\d.]+/)[0];
      const [x, y] = path.split(',').map(Number);
      const place = part.closest('svg').getScreenCTM();
      return [place.a * x + place.e, place.d * y + place.f, part.dataset.points.split(' ')[0]];
    })()""")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=point[0], y=point[1])
    x, y = point[2].split(",")
    text = page.value("document.querySelector('#readout').innerText")
    check(text.endswith(f": {y} at {x}"), f"the pointer shows {text}, wanted {y} at {x}")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
    check(page.value("document.querySelector('#readout').hidden"), "and nothing elsewhere")


def zoom(page):
    """In an enlarged figure the wheel zooms in; closing shows all again."""
    box = "document.querySelector('figure.drawn svg').getAttribute('viewBox')"
    whole = page.value(box)
    page.value("document.querySelector('figure.drawn > button').click()")
    page.call("Input.dispatchMouseEvent", type="mouseWheel", x=300, y=300, deltaX=0, deltaY=-100)
    zoomed = page.value(f"new Promise(done => setTimeout(() => done({box}), 300))", wait=True)
    check(float(zoomed.split()[2]) < float(whole.split()[2]), f"the wheel zooms in: {zoomed}")
    page.value("document.querySelector('figure.large > button').click()")
    check(page.value(box) == whole, "closing shows all again")


def run(page, file, figures):
    drawn = "figure.drawn svg"
    for scripts in (False, True):
        for width in (1200, 390):
            page.open(file, scripts=scripts, width=width)
            where = f"scripts {'on' if scripts else 'off'}, {width} wide"
            check(page.complaints() == [], f"{where}: complaints {page.complaints()}")
            check(visible(page, drawn) == figures, f"{where}: {visible(page, drawn)} figures")
            check(page.value("document.documentElement.scrollWidth") <= width,
                  f"{where}: the page is wider than the window")
            check(page.value("document.querySelector('main table').innerText.includes('±')"),
                  f"{where}: the results cannot be read")
            check((visible(page, "#toggles button") > 0) == scripts, f"{where}: the switches")

    page.open(file, scripts=True)
    series = 'g[data-series="1"] path'
    shown = visible(page, series)
    check(shown > 0, "series 1 is drawn")
    page.value("document.querySelector('#toggles button[value=\"1\"]').click()")
    check(visible(page, series) == 0, "a switch hides its series")
    check(visible(page, 'g[data-series="0"] path') > 0, "and no other")
    page.value("document.querySelector('#toggles button[value=\"1\"]').click()")
    check(visible(page, series) == shown, "the second time it is shown again")

    page.value("document.querySelector('figure.drawn > button').click()")
    check(page.value("document.querySelector('figure.large').getBoundingClientRect().width") >= 1190,
          "a figure is enlarged")
    page.value("document.querySelector('figure.large > button').click()")
    check(page.value("document.querySelector('figure.large')") is None, "and made small again")

    hover(page)
    zoom(page)
    column = "[...document.querySelectorAll('main table')[0].tBodies[0].rows].map(r => r.cells[2].innerText)"
    page.value("document.querySelectorAll('main table')[0].tHead.rows[0].cells[2].querySelector('button').click()")
    values = [float(text.split()[0]) for text in page.value(column)]
    check(values == sorted(values) and len(values) > 1, f"a click sorts a column: {values}")
    check(page.complaints() == [], f"complaints after clicks: {page.complaints()}")


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        page = browser.Browser(profile)
        try:
            run(page, sys.argv[1], int(sys.argv[2]))
        finally:
            page.close()
    sys.exit(1 if failures else 0)


main()
