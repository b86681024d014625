// include_test -- files that start from other files.
#include "config/include.hpp"

#include <fstream>

#include "base/files.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

// Files in a folder of their own; the first that a test names is the experiment.
class Folder {
 public:
  Folder& write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name, std::ios::binary) << text;
    return *this;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] Experiment experiment(const std::string& name = "exp.yaml") const {
    return resolve(load_file(path(name)), find_plugin);
  }
  // The message with the folder's name taken out.
  [[nodiscard]] std::string error(const std::string& name = "exp.yaml") const {
    std::string text = message_of([&] { (void)experiment(name); });
    const std::string prefix = folder_.path().string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }

 private:
  TemporaryDirectory folder_;
};

TEST_CASE("include: tables merge, scalars and lists are replaced, the including file wins") {
  Folder folder;
  folder.write("base.yaml", minimal("metrics: [gini, dead]\nprobe: {epochs: 3, batch: 8}\n"));
  folder.write("exp.yaml",
               "include: base.yaml\nmodel: {layer_norm: true}\nmetrics: [gini]\nseed: 7\n"
               "train: {rate: 0.5}\nprobe: {epochs: 4}\n");
  const Experiment made = folder.experiment();
  CHECK(made.model.units == 64);
  CHECK(made.model.layer_norm);
  CHECK(made.metrics.size() == 1);
  CHECK(made.train.rate == 0.5);
  CHECK(made.seed == 7);
  CHECK(made.probes.at(0).epochs == 4);
  CHECK(made.probes.at(0).batch == 8);
  CHECK_FALSE(made.resolved.contains("include"));
}

TEST_CASE("include: of a list the later file wins, and null takes away") {
  Folder folder;
  folder.write("base.yaml", minimal("probe: {epochs: 3}\n"));
  folder.write("a.yaml", "train: {rate: 1, batch: 4}\n");
  folder.write("b.yaml", "train: {rate: 2}\nprobe:\n");
  folder.write("exp.yaml", "include: [base.yaml, a.yaml, b.yaml]\n");
  const Experiment made = folder.experiment();
  CHECK(made.train.rate == 2);
  CHECK(made.train.batch == 4);
  CHECK(made.probes.empty());
}

TEST_CASE("include: the same settings give the same run, in one file or in three") {
  Folder folder;
  folder.write("parts/model.yaml", "model: {units: 64}\nrule: softhebb\n");
  folder.write("parts/all.yaml", "include: model.yaml\ndata: mnist\nschema: 1\n");
  folder.write("exp.yaml", "include: parts/all.yaml\ntrain: {rate: 0.05}\n");
  CHECK(folder.experiment().id == experiment(minimal()).id);
}

TEST_CASE("include: a bare name grows, and another plugin replaces the whole table") {
  Folder folder;
  folder.write("soft.yaml", minimal());
  folder.write("table.yaml", with_line(4, "rule: {name: softhebb, temperature: 2}"));
  const auto rule = [&folder](const std::string& text) {
    folder.write("exp.yaml", text);
    return folder.experiment().rule;
  };
  CHECK(rule("include: soft.yaml\nrule: {temperature: 3}\n").parameters.at(0) == 3);
  CHECK(rule("include: table.yaml\nrule: {winners: 2}\n").parameters.at(0) == 2);
  CHECK(rule("include: table.yaml\nrule: softhebb\n").parameters.at(0) == 1);
  CHECK(rule("include: table.yaml\nrule: {name: hebbnet, sparsity: 0.5}\n").name == "hebbnet");
}

TEST_CASE("include: the names of experiments are no names of plugins") {
  Folder folder;
  folder.write("base.yaml", minimal("name: base\n"));
  folder.write("exp.yaml", "include: base.yaml\nname: mine\n");
  CHECK(folder.experiment().name == "mine");
  CHECK(folder.experiment().model.units == 64);
}

TEST_CASE("include: sweeps merge by their axes") {
  Folder folder;
  folder.write("base.yaml", minimal("sweep: {grid: {model.units: [1, 2], train.batch: [4]}}\n"));
  folder.write("exp.yaml", "include: base.yaml\nsweep: {grid: {model.units: [3]}, seeds: 2}\n");
  const auto runs = plan(load_file(folder.path("exp.yaml")), find_plugin);
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].experiment.model.units == 3);
  CHECK(runs[0].experiment.train.batch == 4);
}

TEST_CASE("include: errors point into the file that the value stands in") {
  Folder folder;
  folder.write("parts/base.yaml", with_line(3, "model: {units: 0}"));
  folder.write("exp.yaml", "include: parts/base.yaml\ntrain: {rate: 1}\n");
  CHECK(folder.error() == "parts/base.yaml:3:16: model.units is 0, wanted 1..1048576");
  folder.write("exp.yaml", "include: parts/base.yaml\nmodel: {units: x}\n");
  CHECK(folder.error() == "exp.yaml:2:16: model.units is a string 'x', wanted an integer");
  folder.write("parts/base.yaml", "a: [1\n");
  CHECK(folder.error() == "parts/base.yaml:2:1: yaml: end of sequence flow not found");
  folder.write("parts/base.yaml", minimal("tran: 1\n"));
  CHECK(folder.error() == "parts/base.yaml:6:1: unknown key 'tran' (did you mean 'train'?)");
}

TEST_CASE("include: relative paths in a file start at that file's folder") {
  Folder folder;
  folder.write("parts/x.npy", "");
  folder.write("parts/data.yaml", "data: {name: npy, train: x.npy}\n");
  folder.write("base.yaml", minimal());
  folder.write("exp.yaml", "include: [base.yaml, parts/data.yaml]\n");
  CHECK(folder.experiment().data.train == std::filesystem::canonical(folder.path("parts/x.npy")));
}

TEST_CASE("include: a circle is refused with its chain") {
  Folder folder;
  folder.write("exp.yaml", "include: a.yaml\n").write("a.yaml", "include: ./b.yaml\n");
  folder.write("b.yaml", "seed: 1\ninclude: [a.yaml]\n");
  CHECK(folder.error() ==
        "./b.yaml:2:11: include goes in a circle (a.yaml -> ./b.yaml -> a.yaml), wanted files "
        "that do not include themselves");
  folder.write("exp.yaml", "include: exp.yaml\n");
  CHECK(folder.error() ==
        "exp.yaml:1:10: include goes in a circle (exp.yaml -> exp.yaml), wanted "
        "files that do not include themselves");
}

TEST_CASE("include: a file may be included twice, side by side") {
  Folder folder;
  folder.write("base.yaml", minimal()).write("a.yaml", "include: base.yaml\nseed: 3\n");
  folder.write("b.yaml", "include: base.yaml\n");
  folder.write("exp.yaml", "include: [a.yaml, b.yaml]\n");
  CHECK(folder.experiment().seed == 3);
}

TEST_CASE("include: what is no file is refused where it is named") {
  Folder folder;
  const auto refused = [&folder](const std::string& value) {
    return folder.write("exp.yaml", "include: " + value + "\n").error();
  };
  CHECK(refused("nosuch.yaml") ==
        "exp.yaml:1:10: include is 'nosuch.yaml', which is No such file or directory, wanted a "
        "YAML file");
  CHECK(refused(".") == "exp.yaml:1:10: include is '.', which is no file, wanted a YAML file");
  CHECK(refused("''") == "exp.yaml:1:10: include is '', which is no file, wanted a YAML file");
  CHECK(refused("[3]") == "exp.yaml:1:11: include is an integer 3, wanted a string");
  CHECK(refused("[]") == "exp.yaml:1:10: include is an empty list, wanted one path or more");
  CHECK(refused("{a: b}") == "exp.yaml:1:10: include is a table, wanted a string");
  folder.write("list.yaml", "[1, 2]\n");
  CHECK(refused("list.yaml") == "list.yaml:1:1: the document is a list, wanted a table");
  folder.write("new.yaml", "schema: 2\n");
  CHECK(refused("new.yaml") == "new.yaml:1:9: schema is 2, wanted 1");
}

TEST_CASE("include: depth, files and values are bounded") {
  Folder folder;
  for (int i = 0; i < 20; ++i) {
    folder.write(std::to_string(i) + ".yaml", "include: " + std::to_string(i + 1) + ".yaml\n");
  }
  CHECK(folder.error("0.yaml") ==
        "15.yaml:1:10: include is nested more than 16 levels deep, wanted fewer");
  // Each level includes the next one twice: 2^10 files.
  for (int i = 0; i < 10; ++i) {
    const std::string next = std::to_string(i + 1) + ".yaml";
    folder.write(std::to_string(i) + ".yaml", "include: [" + next + ", " + next + "]\n");
  }
  folder.write("10.yaml", "seed: 1\n");
  CHECK(folder.error("0.yaml").ends_with(": include reads more than 64 files, wanted fewer"));
  std::string many = "metrics: [1";
  for (int i = 0; i < 60000; ++i) many += ",1";
  folder.write("a.yaml", many + "]\n").write("b.yaml", many + "]\n");
  folder.write("exp.yaml", "include: [a.yaml, b.yaml]\n");
  CHECK(folder.error() ==
        "b.yaml:1:1: with what is included there are more than 100000 values, wanted fewer");
}

TEST_CASE("include: an option cannot include") {
  Node root = parse_text(minimal(), "exp.yaml");
  apply_override(root, "include=base.yaml");
  CHECK(message_of([&root] { (void)resolve(root, find_plugin); }) ==
        "-s include=base.yaml: include is given where it is not read, wanted it in an experiment's "
        "file");
}

}  // namespace
}  // namespace hebb::config
