// data_test -- the data: table and its paths.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fixtures.hpp"

namespace hebb::config {
namespace {

namespace fs = std::filesystem;

DataSettings data(const std::string& text) {
  return experiment(with_line(2, "data: " + text)).data;
}

std::string data_error(const std::string& text) { return error_of(with_line(2, "data: " + text)); }

TEST_CASE("data: a bare name is short for a table with it") {
  CHECK(experiment(with_line(2, "data: {name: mnist}")).id == experiment(minimal()).id);
}

TEST_CASE("data: an unknown source gets the nearest and the list") {
  CHECK(data_error("mnst") ==
        "exp.yaml:2:7: data.name is 'mnst', wanted mnist | fashion-mnist | cifar-10 | npy | bars | "
        "digits (did you "
        "mean 'mnist'?)");
  CHECK(data_error("{name: 7}") ==
        "exp.yaml:2:14: data.name is an integer 7, wanted mnist | fashion-mnist | cifar-10 | npy | "
        "bars | digits");
  CHECK(data_error("{train: 7}") ==
        "exp.yaml:2:7: data.name is missing, wanted mnist | fashion-mnist | cifar-10 | npy | bars "
        "| digits");
  CHECK(data_error("7") ==
        "exp.yaml:2:7: data is an integer 7, wanted the name of a data source or a table with one");
}

TEST_CASE("data: generated sets have their settings") {
  const DataSettings bars = data("{name: bars, size: 4, probability: 0.25, seed: 3, train: 10}");
  CHECK(bars.size == 4);
  CHECK(bars.probability == 0.25);
  CHECK(bars.seed == 3);
  CHECK(bars.train_count == 10U);
  CHECK(data("bars").size == 8);
  CHECK(data("bars").probability == 0.125);
  CHECK(data("{name: digits, seed: 5}").seed == 5);
  CHECK(experiment(with_line(2, "data: digits")).resolved["data"].dump() ==
        R"({"name":"digits","normalize":[0.0,1.0],"seed":0})");
}

TEST_CASE("data: keys of other sources are refused with the sources that have them") {
  CHECK(data_error("{name: npy, root: x}") ==
        "exp.yaml:2:19: data.root does not apply to npy, wanted it for mnist, fashion-mnist, "
        "cifar-10 only");
  CHECK(data_error("{name: mnist, size: 8}") ==
        "exp.yaml:2:21: data.size does not apply to mnist, wanted it for bars only");
  CHECK(data_error("{name: mnist, seed: 8}") ==
        "exp.yaml:2:21: data.seed does not apply to mnist, wanted it for bars, digits only");
  CHECK(data_error("{name: bars, test_labels: y.npy}") ==
        "exp.yaml:2:20: data.test_labels does not apply to bars, wanted it for npy only");
}

TEST_CASE("data: counts, ranges and the normalisation are checked") {
  CHECK(data_error("{name: mnist, train: 0}") ==
        "exp.yaml:2:28: data.train is 0, wanted 1..1000000");
  CHECK(data_error("{name: mnist, train: x.npy}") ==
        "exp.yaml:2:28: data.train is a string 'x.npy', wanted an integer");
  CHECK(data_error("{name: bars, size: 257}") == "exp.yaml:2:26: data.size is 257, wanted 2..256");
  CHECK(data_error("{name: bars, probability: 1}") ==
        "exp.yaml:2:33: data.probability is 1, wanted 0 < value < 1");
  CHECK(data_error("{name: mnist, normalize: 1}") ==
        "exp.yaml:2:32: data.normalize is an integer 1, wanted [mean, scale], scale > 0");
  CHECK(data_error("{name: mnist, normalize: [1]}") ==
        "exp.yaml:2:32: data.normalize is a list of 1, wanted [mean, scale], scale > 0");
  CHECK(data_error("{name: mnist, normalize: [0.1, 0]}") ==
        "exp.yaml:2:38: data.normalize[1] is 0, wanted > 0");
  CHECK(data_error("{name: mnist, normalize: [x, 1]}") ==
        "exp.yaml:2:33: data.normalize[0] is a string 'x', wanted a real number");
}

TEST_CASE("data: npy files need training samples, and test labels need test samples") {
  CHECK(data_error("npy") == "exp.yaml:2:7: data.train is missing, wanted a path");
  CHECK(data_error("{name: npy, train: 100}") ==
        "exp.yaml:2:26: data.train is an integer 100, wanted a path");
  CHECK(data_error("{name: npy, train: ''}") == "exp.yaml:2:26: data.train is '', wanted a path");
  CHECK(data_error("{name: npy, train: x.npy, test_labels: y.npy}") ==
        "exp.yaml:2:46: data.test_labels is given without data.test, wanted both or neither");
  const DataSettings files = data("{name: npy, train: x.npy}");
  CHECK(files.test.empty());
  CHECK(files.train_labels.empty());
  CHECK_FALSE(files.train_count.has_value());
}

TEST_CASE(
    "data: relative paths start at the folder of the YAML file, options' at the current one") {
  const fs::path folder =
      fs::canonical(fs::temp_directory_path()) / fmt::format("hebb-data-{}", getpid());
  fs::create_directories(folder / "sub");
  const fs::path file = folder / "sub" / "e.yaml";
  std::ofstream(file) << with_line(2, "data: {name: npy, train: ../x.npy, test: ./t/y.npy}");
  Node root = parse_file(file);
  Experiment made = resolve(root, find_plugin);
  CHECK(made.data.train == folder / "x.npy");
  CHECK(made.data.test == folder / "sub" / "t" / "y.npy");
  CHECK(made.resolved["data"]["train"] == (folder / "x.npy").string());
  apply_override(root, "data.train=some/../z.npy");
  CHECK(resolve(root, find_plugin).data.train == fs::canonical(fs::current_path()) / "z.npy");
  apply_override(root, "data={name: mnist, root: /data/}");
  CHECK(resolve(root, find_plugin).data.root == "/data");
  fs::remove_all(folder);
}

TEST_CASE("data: links in paths are followed") {
  const fs::path folder =
      fs::canonical(fs::temp_directory_path()) / fmt::format("hebb-link-{}", getpid());
  fs::create_directories(folder / "real");
  fs::create_directory_symlink(folder / "real", folder / "link");
  fs::create_symlink(folder / "loop", folder / "loop");
  CHECK(data(fmt::format("{{name: mnist, root: {}/link}}", folder.string())).root ==
        (folder / "real").string());
  CHECK(data_error(fmt::format("{{name: mnist, root: {}/loop}}", folder.string()))
            .find("wanted a path that can be followed (Too many levels of symbolic links)") !=
        std::string::npos);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace hebb::config
