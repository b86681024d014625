// checkpoint_origin_test -- what a checkpoint was made from, told from what there is today.
#include "run/checkpoint_origin.hpp"

#include <catch2/catch.hpp>

using hebb::run::checkpoint_origin;
using hebb::run::origin_difference;

namespace {

const nlohmann::json kConfig{{"seed", 1},
                             {"threads", 4},
                             {"checkpoint", {{"minutes", 5}, {"steps", 0}}},
                             {"train", {{"rate", 0.5}}}};

nlohmann::json record() {
  return {{"hebb", {{"version", "1.0.0"}, {"commit", "abc"}, {"compiler", "gcc"}}},
          {"plugins",
           {{{"kind", "rule"},
             {"name", "oja"},
             {"version", "1.0"},
             {"file", "/a/b.so"},
             {"sha256", std::string(64, 'a')},
             {"abi", {{"major", 1}, {"minor", 0}}}}}},
          {"data", {{"files", {{{"path", "/d/x.npy"}, {"sha256", std::string(64, 'c')}}}}}},
          {"command", "hebb run"}};
}

// What differs where the record is changed at a place.
std::string changed(const char* pointer, const nlohmann::json& value) {
  nlohmann::json other = record();
  other[nlohmann::json::json_pointer(pointer)] = value;
  return origin_difference(checkpoint_origin(kConfig, record()), checkpoint_origin(kConfig, other));
}

}  // namespace

TEST_CASE("checkpoint_origin: what does not change the numbers is no difference") {
  nlohmann::json config = kConfig;
  config["threads"] = 1;
  config["checkpoint"]["minutes"] = 1;
  CHECK(origin_difference(checkpoint_origin(kConfig, record()),
                          checkpoint_origin(config, record())) == "");
  CHECK(changed("/command", "hebb worker") == "");
  CHECK(changed("/plugins/0/file", "/elsewhere/b.so") == "");
  CHECK(changed("/data/files/0/path", "/elsewhere/x.npy") == "");
}

TEST_CASE("checkpoint_origin: another configuration is named by its key and both values") {
  const auto was = checkpoint_origin(kConfig, record());
  nlohmann::json config = kConfig;
  config["train"]["rate"] = 0.25;
  CHECK(origin_difference(was, checkpoint_origin(config, record())) ==
        "train.rate is 0.25, was 0.5");
  config = kConfig;
  config["train"]["batch"] = 8;
  CHECK(origin_difference(was, checkpoint_origin(config, record())) ==
        "train.batch is 8, was absent");
  config = kConfig;
  config.erase("seed");
  CHECK(origin_difference(was, checkpoint_origin(config, record())) == "seed is absent, was 1");
}

TEST_CASE("checkpoint_origin: another plugin, ABI, data file or program is named") {
  CHECK(changed("/plugins/0/version", "1.1") ==
        "plugin rule/oja is version 1.1 with sha256 aaaaaaaaaaaa.., was version 1.0 with sha256 "
        "aaaaaaaaaaaa..");
  CHECK(changed("/plugins/0/sha256", std::string(64, 'b')) ==
        "plugin rule/oja is version 1.0 with sha256 bbbbbbbbbbbb.., was version 1.0 with sha256 "
        "aaaaaaaaaaaa..");
  CHECK(changed("/plugins/0/abi/minor", 2) == "the ABI of plugin rule/oja is 1.2, was 1.0");
  CHECK(changed("/data/files/0/sha256", std::string(64, 'd')) ==
        "data file x.npy is one with sha256 dddddddddddd.., was one with sha256 cccccccccccc..");
  CHECK(changed("/hebb/version", "1.1.0") == "hebb's version is 1.1.0, was 1.0.0");
  CHECK(changed("/hebb/commit", "def") == "hebb's commit is def, was abc");
}

TEST_CASE("checkpoint_origin: made-up origins differ, and break nothing") {
  const auto now = checkpoint_origin(kConfig, record());
  for (const char* text : {"null", "3", "[]", "{}", "{\"config\": 3}", "{\"config\": [1]}",
                           "{\"config\": {}, \"plugins\": {\"rule/oja\": {\"sha256\": 3}}}"}) {
    CAPTURE(text);
    CHECK(origin_difference(nlohmann::json::parse(text), now) != "");
  }
}
