"""mutants -- the ways in which the equation of a rule may be wrong, found in its source.

What is mutated are the bodies of all of a rule's functions but `parameters`, `states` and `plan`.
Binary operators are told from templates and pointers by the blanks around them (clang-format).
"""

import re
from dataclasses import dataclass

TABLES = ("parameters", "states", "plan")
FUNCTION = re.compile(r"\b(\w+)\((?:[^()]|\([^()]*\))*\)\s*(?:const\s*)?\{")

# Operator (with the blanks around it) or word -> what may stand there by mistake.
SWAPS = {
    r" \+ ": [" - "], r" - ": [" + "], r" \+= ": [" -= "], r" -= ": [" += "],
    r" \* ": [" / "], r" / ": [" * "], r" \*= ": [" /= "], r" %= ": [" += "],
    r" < ": [" <= ", " >= "], r" > ": [" >= ", " <= "],
    r" <= ": [" < ", " > "], r" >= ": [" > ", " < "],
    r" == ": [" != "], r" != ": [" == "], r" && ": [" || "], r" \|\| ": [" && "],
    r"\bs\.u\b": ["s.y"], r"\bs\.y\b": ["s.u"], r"\bmin\b": ["max"], r"\bmax\b": ["min"],
    r"\bindex_max\b": ["index_min"], r"\btrue\b": ["false"], r"\bfalse\b": ["true"],
    r"\bs\.batch\b": ["1"], r"\bs\.units\b": ["1"],
    r"(?<=[(,=?:] )-(?=[\w(])|(?<=\()-(?=[\w(])|(?<== )-(?=[\w(])": [""],
    r"\b0(?:\.0F?)?\b(?!\.)": ["1"], r"\b1(?:\.0F?)?\b(?!\.|e)": ["2", "0"],
    r"\b2(?:\.0F?)?\b(?!\.)": ["1"],
}
STATEMENT = re.compile(r"^ *(?!return\b|const\b|auto\b|if\b|for\b|else\b|break\b|continue\b|throw\b)"
                       r"[a-z_][\w.:]*(?:\([^;{}]*\)|\[\w+\])?(?:\.\w+(?:\([^;{}]*\))?)*"
                       r"(?: [-+*/%|]?= [^;{}]*)?;", re.M)
IF = re.compile(r"\bif \(([^;{}]*?)\) ")
TERNARY = re.compile(r"[=(] *([^=?();,]*(?:\([^()]*\))?[^=?();,]*) \? ")


@dataclass(frozen=True)
class Mutant:
    begin: int
    end: int
    text: str  # what stands at [begin, end) instead

    def of(self, source):
        return source[: self.begin] + self.text + source[self.end :]

    def line(self, source):
        return source.count("\n", 0, self.begin) + 1

    def shown(self, source):
        """The line as it was and as it is, without blanks at its ends; a deletion is empty."""
        first = source.rfind("\n", 0, self.begin) + 1
        last = source.find("\n", self.end)
        was = source[first:last]
        now = source[first : self.begin] + self.text + source[self.end : last]
        return " ".join(was.split()), " ".join(now.split())


def closing(source, at):
    """The place of the brace that closes the one at `at`."""
    depth = 0
    for i in range(at, len(source)):
        depth += {"{": 1, "}": -1}.get(source[i], 0)
        if depth == 0:
            return i
    raise ValueError("a brace is not closed")


def bodies(source):
    """[begin, end) of the functions' bodies, from the class on."""
    at = source.index("\nclass ")
    found = []
    while match := FUNCTION.search(source, at):
        end = closing(source, match.end() - 1)
        if match[1] not in TABLES:
            found.append((match.end(), end))
        at = end
    return found


def is_comment(source, at):
    return "//" in source[source.rfind("\n", 0, at) + 1 : at]


def operand_after(source, at):
    """Where the factor that begins at `at` ends: a number, a name, calls, something in brackets."""
    match = re.compile(r"-?[\w.:]*(?:<[\w:]+>)?").match(source, at)
    end = match.end()
    while end < len(source) and source[end] in "([":
        depth, i = 0, end
        while True:
            depth += (source[i] in "([") - (source[i] in ")]")
            i += 1
            if depth == 0:
                break
        end = re.compile(r"[\w.:]*").match(source, i).end()
    return end


def operand_before(source, at):
    """Where the factor that ends at `at` begins."""
    i = at
    while i > 0:
        if source[i - 1] in ")]":
            depth = 0
            while True:
                i -= 1
                depth += (source[i] in ")]") - (source[i] in "([")
                if depth == 0:
                    break
        elif source[i - 1] == ">" and "<" in source[source.rfind("\n", 0, i) : i]:
            i = source.rindex("<", 0, i)
        elif re.match(r"[\w.:]", source[i - 1]):
            i -= 1
        else:
            break
    return i


def dropped(source, begin, end):
    """Factors and terms, left and right of an operator."""
    for match in re.finditer(r" [-+*/] ", source[begin:end]):
        left, right = begin + match.start(), begin + match.end()
        yield Mutant(left, operand_after(source, right), "")
        first = operand_before(source, left)
        if match[0] != " / " and first < left:
            yield Mutant(first, right, "-" if match[0] == " - " else "")


def swapped(source, begin, end):
    for pattern, others in SWAPS.items():
        for match in re.finditer(pattern, source[begin:end]):
            for other in others:
                yield Mutant(begin + match.start(), begin + match.end(), other)


def deleted(source, begin, end):
    for match in STATEMENT.finditer(source[begin:end]):
        start = begin + match.start() + len(match[0]) - len(match[0].lstrip())
        yield Mutant(start, begin + match.end(), ";")


def negated(source, begin, end):
    for pattern in (IF, TERNARY):
        for match in pattern.finditer(source[begin:end]):
            yield Mutant(begin + match.start(1), begin + match.end(1), f"!({match[1].strip()})")


def mutants(source):
    """All of them, each once, in the order of the source."""
    found = set()
    for begin, end in bodies(source):
        for kind in (dropped, swapped, deleted, negated):
            found.update(m for m in kind(source, begin, end) if not is_comment(source, m.begin))
    return sorted(found, key=lambda m: (m.begin, m.end, m.text))
