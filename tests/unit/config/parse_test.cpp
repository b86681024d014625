// parse_test -- documents to trees with marks, and every way in which a document can be wrong.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fixtures.hpp"

namespace hebb::config {
namespace {

using Kind = Node::Kind;

std::string parse_error(const std::string& text) {
  return message_of([&text] { (void)parse_text(text, "f"); });
}

TEST_CASE("parse: a tree keeps order, types and marks") {
  const Node root = parse_text("# c\nb: 1\na:\n  - x\n  - {k: 2.5, \"l\": '3'}\n", "f");
  REQUIRE(root.kind == Kind::kMap);
  REQUIRE(root.entries.size() == 2);
  CHECK(root.entries[0].key == "b");
  CHECK(root.entries[0].mark.text() == "f:2:1");
  CHECK(root.entries[0].value.mark.text() == "f:2:4");
  const Node& list = *root.find("a");
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].text == "x");
  CHECK(list.items[1].mark.text() == "f:5:5");
  CHECK(list.items[1].find("k")->real == 2.5);
  CHECK(list.items[1].find("l")->kind == Kind::kString);
  CHECK(list.items[1].find("m") == nullptr);
}

TEST_CASE("parse: quoted and block scalars are strings whatever they hold") {
  const Node root = parse_text("a: '1'\nb: \"yes\"\nc: |\n  010\nd: >-\n  null\n", "f");
  for (const Node::Entry& entry : root.entries) CHECK(entry.value.kind == Kind::kString);
  CHECK(root.find("c")->text == "010\n");
  CHECK(root.find("d")->text == "null");
}

TEST_CASE("parse: a value that is not written is null, at its key") {
  const Node root = parse_text("a:\nb: ~\n", "f");
  CHECK(root.find("a")->kind == Kind::kNull);
  CHECK(root.find("a")->mark.text() == "f:1:1");
  CHECK(root.find("b")->kind == Kind::kNull);
  CHECK(root.find("b")->mark.text() == "f:2:4");
}

TEST_CASE("parse: an alias is a copy of what it names") {
  const Node root = parse_text("a: &q {x: [1, 2]}\nb: *q\n&k c: 3\nd: *k\n", "f");
  CHECK(root.find("b")->find("x")->items.at(1).integer == 2);
  CHECK(root.find("b")->mark.text() == "f:1:4");
  CHECK(root.find("d")->text == "c");
}

TEST_CASE("parse: line ends, byte order mark, JSON, document marks and a last line without end") {
  CHECK(parse_text("a: 1\r\nb: 2\r\n", "f").find("b")->mark.text() == "f:2:4");
  CHECK(parse_text("\xEF\xBB\xBF"
                   "a: 1",
                   "f")
            .find("a")
            ->integer == 1);
  CHECK(parse_text(R"({"a":1e-05,"b":[true,null]})", "f").find("b")->items.size() == 2);
  CHECK(parse_text("%YAML 1.2\n---\na: 1\n...\n", "f").find("a")->integer == 1);
  CHECK(parse_text("a: b # c", "f").find("a")->text == "b");
  CHECK(parse_text("a: \xC3\xA9t\xC3\xA9\n", "f").find("a")->text == "\xC3\xA9t\xC3\xA9");
}

TEST_CASE("parse: duplicate keys are refused, at any depth and however they are written") {
  CHECK(parse_error("a: 1\na: 2\n") == "f:2:1: duplicate key 'a', first in line 1");
  CHECK(parse_error("m: {\"a\": 1,\n a: 2}\n") == "f:2:2: duplicate key 'a', first in line 1");
}

TEST_CASE("parse: keys that are no words are refused") {
  CHECK(parse_error("? [a]\n: 1\n") == "f:1:3: a key is a list, wanted a word");
  CHECK(parse_error("? {a: 1}\n: 1\n") == "f:1:3: a key is a table, wanted a word");
  CHECK(parse_error("~: 1\n") == "f:1:1: a key is null, wanted a word");
  CHECK(parse_error("a: &x b\n*x : 3\n") == "f:2:1: a key is an alias, wanted a word");
}

TEST_CASE("parse: what follows a list as key is not read without end") {
  CHECK(parse_error("{[a]: 1}, b\n") == "f:1:2: a key is a list, wanted a word");
  CHECK(parse_error("{[a]: 1}]\n").starts_with("f:1:9: yaml: "));
}

TEST_CASE("parse: merge keys are refused, and a quoted one is a key") {
  CHECK(parse_error("a: &x {b: 1}\nc: {<<: *x}\n") ==
        "f:2:5: merge key <<, wanted the keys themselves: merge keys are not read");
  CHECK(parse_text("\"<<\": 1\n", "f").find("<<")->integer == 1);
}

TEST_CASE("parse: a second document is refused") {
  const std::string rest = ": a second document starts here, wanted one";
  CHECK(parse_error("a: 1\n---\nb: 2\n") == "f:2:1" + rest);
  CHECK(parse_error("a: 1\n---\n") == "f:2:1" + rest);
  CHECK(parse_error("[1] foo\n") == "f:1:5" + rest);
  CHECK(parse_error("a: 1\n...\nfoo\n") == "f:3:1" + rest);
}

TEST_CASE("parse: aliases to themselves and to nothing are refused") {
  CHECK(parse_error("x: &q [*q]\n") ==
        "f:1:8: alias *q is part of what &q names, wanted an alias to a value that has ended");
  CHECK(parse_error("x: *q\n") ==
        "f:1:4: alias to an unknown anchor, wanted one that is defined above");
}

TEST_CASE("parse: tags are refused") {
  const std::string rest = ", wanted a value without a tag";
  CHECK(parse_error("a: !!str 1\n") == "f:1:4: tag !!str" + rest);
  CHECK(parse_error("a: !x [1]\n") == "f:1:4: tag !x" + rest);
  CHECK(parse_error("a: !x {b: 1}\n") == "f:1:4: tag !x" + rest);
  CHECK(parse_error("a: !x\n") == "f:1:4: tag !x" + rest);
  CHECK(parse_error("a: [!x , 1]\n") == "f:1:5: tag !x" + rest);
  CHECK(parse_error("a: {b: !x }\n") == "f:1:8: tag !x" + rest);
  CHECK(parse_error("!x a: 1\n") == "f:1:1: tag !x" + rest);
  CHECK(parse_error("!x\n") == "f:1:1: tag !x" + rest);
}

TEST_CASE("parse: scalars are checked inside documents, null in capitals too") {
  CHECK(parse_error("a: [1, 010]\n") ==
        "f:1:8: 010 has a leading zero, wanted a decimal number or a quoted string");
  CHECK(parse_error("a: NULL\n") ==
        "f:1:4: NULL is null to some readers, wanted null or a quoted string");
}

TEST_CASE("parse: syntax errors have a place and the reader's reason") {
  CHECK(parse_error("a: 1\n b: 2\n") == "f:2:3: yaml: illegal map value");
  CHECK(parse_error("a: [1\n") == "f:2:1: yaml: end of sequence flow not found");
  CHECK(parse_error("[1\n") == "f:2:1: yaml: end of sequence flow not found");
  CHECK(parse_error("{a: 1\n") == "f:2:1: yaml: end of map flow not found");
  CHECK(parse_error("a: \"\\ud83d\"\n") == "f:1:11: yaml: unknown unicode: 55357");
  CHECK(parse_error("a: @x\n") == "f:1:4: yaml: unknown token");
}

TEST_CASE("parse: a quoted string without end is refused, also in the last line") {
  const std::string rest =
      ": yaml: a quoted string does not end before this line, wanted a closing quote";
  CHECK(parse_error("a: \"x\n") == "f:2:1" + rest);
  CHECK(parse_error("a: 'x") == "f:2:1" + rest);
  CHECK(parse_error("a: \"x\\") == "f:2:1" + rest);
}

TEST_CASE("parse: an empty document is refused") {
  for (const std::string text : {"", "\n", "# only a comment\n", "---\n", "null\n", "~"}) {
    CHECK(parse_error(text) == "f:1:1: the document is empty, wanted a table of keys");
  }
}

TEST_CASE("parse: NUL and other control characters are refused") {
  const std::string rest = ", wanted text without control characters";
  CHECK(parse_error(std::string("a: 1\nb: \0x\n", 11)) == "f:2:4: byte 0x00" + rest);
  CHECK(parse_error("a: 1\n\x04"
                    "b: 2\n") == "f:2:1: byte 0x04" + rest);
}

TEST_CASE("parse: bytes that are not UTF-8 are refused") {
  const std::string rest = " is not UTF-8, wanted text in UTF-8";
  CHECK(parse_error("a: 1\nb: \xFF\n") == "f:2:4: byte 0xff" + rest);
  CHECK(parse_error("a: \xC0\xAF\n") == "f:1:4: byte 0xc0" + rest);          // overlong
  CHECK(parse_error("a: \xED\xA0\x80\n") == "f:1:4: byte 0xed" + rest);      // a surrogate
  CHECK(parse_error("a: \xF4\x90\x80\x80\n") == "f:1:4: byte 0xf4" + rest);  // beyond U+10FFFF
  CHECK(parse_error("a: \xE2\x82") == "f:1:4: byte 0xe2" + rest);            // cut off
}

TEST_CASE("parse: 64 levels are read and 65 are refused") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + "1" + std::string(levels, ']');
  };
  CHECK(parse_text(nested(64), "f").kind == Kind::kList);
  CHECK(parse_error(nested(65)) == "f:1:65: nested more than 64 levels deep, wanted fewer");
  std::string dashes;
  for (int i = 0; i < 100; ++i) dashes += "- ";
  CHECK(parse_error(dashes + "1\n") == "f:1:129: nested more than 64 levels deep, wanted fewer");
  CHECK(parse_error(std::string(2000000, '[')) ==
        "f:1:1001: more than 1000 open brackets, wanted at most 64 nested lists and tables");
}

TEST_CASE("parse: aliases cannot nest deeper than documents") {
  const std::string forty(40, '[');
  const std::string close(40, ']');
  CHECK(parse_error("a: &x " + forty + "1" + close + "\nb: " + forty + "*x" + close + "\n") ==
        "f:2:44: nested more than 64 levels deep, wanted fewer");
}

TEST_CASE("parse: aliases to aliases cannot grow without limit") {
  std::string text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 9; ++i) {
    text += fmt::format("a{0}: &a{0} [", i);
    for (int j = 0; j < 10; ++j) text += fmt::format("{}*a{}", j == 0 ? "" : ", ", i - 1);
    text += "]\n";
  }
  CHECK(parse_error(text) ==
        "f:5:45: the document expands to more than 100000 values, wanted fewer");
}

TEST_CASE("parse: files are limited to 4 MB and named in the message") {
  const auto path =
      std::filesystem::temp_directory_path() / fmt::format("hebb-parse-{}.yaml", getpid());
  const auto write = [&path](const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  };
  const auto file_error = [&path] { return message_of([&path] { (void)parse_file(path); }); };
  write("a: 1\nb: 010\n");
  CHECK(file_error() == path.string() +
                            ":2:4: 010 has a leading zero, wanted a decimal number or a quoted "
                            "string");
  write("a: 1\n#" + std::string(4194304 - 6, 'x'));
  CHECK(parse_file(path).find("a")->integer == 1);
  write("a: 1\n#" + std::string(4194304 - 5, 'x'));
  CHECK(file_error() == path.string() + ": the document has more than 4194304 bytes, wanted fewer");
  std::filesystem::remove(path);
  CHECK(file_error() ==
        path.string() + ": cannot be read (No such file or directory), wanted a YAML file");
  std::filesystem::create_directory(path);
  CHECK(file_error() == path.string() + ": is a folder, wanted a YAML file");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace hebb::config
