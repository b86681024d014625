// keys_test -- the table of keys agrees with itself, explain and the suggestions.
#include "config/keys.hpp"

#include <set>

#include "config/explain.hpp"
#include "config/values.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("keys: every row has a text, and its default is in its own range") {
  for (const KeySpec& row : keys()) {
    INFO(row.path);
    CHECK_FALSE(row.doc.empty());
    CHECK(row.doc.back() == '.');
    CHECK_FALSE((row.required && !row.initial.empty()));
    if (row.initial.empty()) continue;
    const std::string key(row.path);
    if (row.kind == KeyType::kInteger)
      CHECK_NOTHROW((void)integer_value(row.value, key, row.bounds));
    if (row.kind == KeyType::kReal) CHECK_NOTHROW((void)real_value(row.value, key, row.bounds));
    if (row.kind == KeyType::kBoolean) CHECK_NOTHROW((void)boolean_value(row.value, key));
    if (row.kind == KeyType::kChoice)
      CHECK_NOTHROW((void)choice_value(row.value, key, row.choices));
  }
}

TEST_CASE("keys: each row comes after the row of its table") {
  std::set<std::string> seen;
  for (const KeySpec& row : keys()) {
    INFO(row.path);
    const std::string path(row.path);
    const std::size_t dot = path.rfind('.');
    if (dot != std::string::npos) CHECK(seen.count(path.substr(0, dot)) == 1);
    seen.insert(path);
  }
}

TEST_CASE("keys: no two rows mean the same key for the same data") {
  std::set<std::string> seen;
  for (const KeySpec& row : keys()) {
    if (row.sources.empty()) CHECK(seen.insert(std::string(row.path)).second);
    for (const std::string& source : row.sources) {
      CHECK(seen.insert(std::string(row.path) + " " + source).second);
    }
  }
}

TEST_CASE("keys: ranges follow from bounds and choices") {
  CHECK(find_key("model.units")->range == "1..1048576");
  CHECK(find_key("model.init.radius")->range == "> 0");
  CHECK(find_key("train.rate")->range == ">= 0");
  CHECK(find_key("probe.dropout")->range == "0 <= value < 1");
  CHECK(find_key("data.probability")->range == "0 < value < 1");
  CHECK(find_key("train.schedule")->range == "constant | linear");
  CHECK(find_key("seed")->range == "0..9007199254740992");
  CHECK(find_key("schema")->range == "1");
  CHECK(find_key("train.nothing") == nullptr);
}

TEST_CASE("keys: a key can have another row for other data") {
  CHECK(find_key("data.train", "npy")->kind == KeyType::kPath);
  CHECK(find_key("data.train", "bars")->kind == KeyType::kInteger);
  CHECK(find_key("data.root", "npy") == nullptr);
}

TEST_CASE("keys: as JSON each row has path, type, default, range and text") {
  const nlohmann::json all = keys_as_json();
  CHECK(all.size() == keys().size());
  for (const nlohmann::json& key : all) {
    if (key["path"] != "train.schedule") continue;
    CHECK(key["type"] == "choice");
    CHECK(key["default"] == "constant");
    CHECK(key["range"] == "constant | linear");
    CHECK(key["choices"] == nlohmann::json({"constant", "linear"}));
    CHECK(key["required"] == false);
  }
}

TEST_CASE("suggest: the nearest word within a third of the letters, swaps counted once") {
  const std::vector<std::string> words{"rate", "batch", "epochs", "schedule"};
  CHECK(nearest("rat", words) == "rate");
  CHECK(nearest("raet", words) == "rate");
  CHECK(nearest("epoch", words) == "epochs");
  CHECK(nearest("shedule", words) == "schedule");
  CHECK(nearest("momentum", words).empty());
  CHECK(nearest("x", std::vector<std::string>{"y"}).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest(std::string(1000, 'a'), words).empty());
  CHECK(suggestion("rat", words, "train.") == " (did you mean 'train.rate'?)");
}

TEST_CASE("explain: a key with its type, range, default and text") {
  CHECK(explain("train.batch") ==
        "train.batch\n  integer, 1..65536, default 32\n  Samples per step.\n");
  CHECK(explain("data.size") ==
        "data.size\n  integer, 2..256, default 8, for data bars\n"
        "  Side of the square image in pixels.\n");
  CHECK(explain("model.units") ==
        "model.units\n  integer, 1..1048576, required\n  Number of hidden units.\n");
}

TEST_CASE("explain: a table shows all that is inside it, and nothing shows all") {
  const std::string train = explain("train");
  for (const std::string& name : names_in("train")) {
    CHECK(train.find("\ntrain." + name + "\n") != std::string::npos);
  }
  CHECK(train.find("data.") == std::string::npos);
  CHECK(explain("metrics").find("metrics[].every") != std::string::npos);
  for (const KeySpec& row : keys()) {
    CHECK(explain("").find(std::string(row.path) + "\n") != std::string::npos);
  }
}

TEST_CASE("explain: unknown keys get the nearest, and parameters the command that shows them") {
  const auto explain_error = [](const std::string& path) {
    return message_of([&path] { (void)explain(path); });
  };
  CHECK(explain_error("train.rat") ==
        "explain: unknown key 'train.rat' (did you mean 'train.rate'?)");
  CHECK(explain_error("zzz") == "explain: unknown key 'zzz', wanted one of an experiment");
  CHECK(explain_error("rule.temperature") ==
        "explain: unknown key 'rule.temperature', wanted rule or a key of all plugins; parameters "
        "are shown by 'hebb plugin show rule/NAME'");
}

}  // namespace
}  // namespace hebb::config
