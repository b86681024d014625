// parse -- documents and options to Node trees.
#include "config/parse.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/error.hpp"
#include "config/message.hpp"
#include "config/text_check.hpp"
#include "config/tree_builder.hpp"

namespace hebb::config {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Ends the document. yaml-cpp closes a quoted string silently at the end of its input, but not at
// this line.
constexpr std::string_view kEndLine = "...\n";

std::string closed(std::string_view text) {
  std::string whole(text);
  if (whole.empty() || whole.back() != '\n') whole += '\n';
  // A backslash before the line's end would swallow the first of them.
  return whole.append(kEndLine).append(kEndLine);
}

std::string our_words(const YAML::Exception& error) {
  if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) {
    return "alias to an unknown anchor, wanted one that is defined above";
  }
  if (error.msg == YAML::ErrorMsg::DOC_IN_SCALAR || error.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
    return "yaml: a quoted string does not end before this line, wanted a closing quote";
  }
  std::string message = error.msg;
  constexpr std::string_view kWord = "invalid";
  const std::size_t at = message.find(kWord);
  if (at != std::string::npos) message.replace(at, kWord.size(), "unknown");
  return "yaml: " + message;
}

// Ignores what it is told.
class Listener : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// Of the first document or of all. Throws YAML::Exception at a syntax error. yaml-cpp takes a comma
// behind a document for empty ones without end, so a handler of all has to refuse the second.
enum class Documents { kFirst, kAll };

void handle(const std::string& text, YAML::EventHandler& handler, Documents documents) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  while (parser.HandleNextDocument(handler) && documents == Documents::kAll) {
  }
}

Node parse(std::string_view text, const std::string& source, bool has_lines) {
  check_text(text, source, has_lines);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string whole = closed(text);
  TreeBuilder builder(whole, source, has_lines);
  try {
    try {
      handle(whole, builder, Documents::kAll);
    } catch (const Error&) {
      Listener listener;
      if (builder.has_key_without_word()) handle(whole, listener, Documents::kFirst);
      throw;
    }
  } catch (const YAML::Exception& error) {
    fail(builder.mark_of(error.mark), our_words(error));
  }
  return builder.take_root();
}

}  // namespace

Node parse_option(std::string_view text, const std::string& source) {
  return parse(text, source, false);
}

Node parse_text(std::string_view text, const std::string& source) {
  Node root = parse(text, source, true);
  if (root.kind == Node::Kind::kNull) {
    fail({source, 1, 1}, "the document is empty, wanted a table of keys");
  }
  return root;
}

Node parse_file(const std::filesystem::path& path) {
  const std::string source = path.string();
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    fail({source, 0, 0}, "is a folder, wanted a YAML file");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  // One byte more than is allowed, so that check_text sees what is too long.
  std::string text(kMaxDocument + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    fail({source, 0, 0},
         fmt::format("cannot be read ({}), wanted a YAML file", std::strerror(errno)));
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return parse_text(text, source);
}

}  // namespace hebb::config
