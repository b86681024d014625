// dataset_test -- the table of sources and the data root.
#include "data/dataset.hpp"

#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::error_of;
using testing::load_error;

// An environment variable for the length of a test; nullptr unsets it.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  ~Variable() { set(old_ ? old_->c_str() : nullptr); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  void set(const char* value) const {
    if (value == nullptr) {
      unsetenv(name_);
    } else {
      setenv(name_, value, 1);
    }
  }
  const char* name_;
  std::optional<std::string> old_;
};

TEST_CASE("dataset: the sources are listed with what they need") {
  std::vector<std::string> names;
  std::vector<bool> need_files;
  for (const SourceInfo& source : sources()) {
    names.push_back(source.name);
    need_files.push_back(source.needs_files);
    CHECK_FALSE(source.summary.empty());
  }
  CHECK(names == std::vector<std::string>{"mnist", "fashion-mnist", "cifar-10", "npy", "bars",
                                          "digits", "gaussian", "laplace_mix"});
  CHECK(need_files == std::vector<bool>{true, true, true, true, false, false, false, false});
}

TEST_CASE("dataset: an unknown name is a usage error that lists the known ones") {
  const std::string message =
      "data: no source is called \"minst\", wanted mnist, fashion-mnist, cifar-10, npy, bars, "
      "digits, gaussian, laplace_mix";
  Request request;
  request.name = "minst";
  CHECK(load_error(request, ExitCode::kUsage) == message);
  CHECK(error_of([] { (void)present_files("minst", "."); }, ExitCode::kUsage) == message);
}

TEST_CASE("dataset: sources without a root have no files under it") {
  for (const std::string name : {"npy", "bars", "digits"}) CHECK(present_files(name, ".").empty());
}

TEST_CASE("dataset: the data root is the first one given") {
  const Variable hebb("HEBB_DATA_DIR", "/from/hebb");
  const Variable xdg("XDG_DATA_HOME", "/from/xdg");
  const Variable home("HOME", "/from/home");
  CHECK(data_root("/option", "/key") == "/option");
  CHECK(data_root("", "/key") == "/key");
  CHECK(data_root("", "") == "/from/hebb");
  const Variable no_hebb("HEBB_DATA_DIR", "");
  CHECK(data_root("", "") == "/from/xdg/hebb/data");
  const Variable relative("XDG_DATA_HOME", "relative");
  CHECK(data_root("", "") == "/from/home/.local/share/hebb/data");
  const Variable no_home("HOME", nullptr);
  CHECK(data_root("", "").empty());
}

}  // namespace
}  // namespace hebb::data
