#include "data/dataset.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

#include "base/error.hpp"
#include "data/samples.hpp"
#include "data/source.hpp"

// One line per source: NAME_source() is defined in the source's own file.
#define HEBB_DATA_SOURCES(SOURCE) \
  SOURCE(mnist)                   \
  SOURCE(fashion)                 \
  SOURCE(cifar)                   \
  SOURCE(npy)                     \
  SOURCE(bars)                    \
  SOURCE(digits)

namespace hebb::data {

#define HEBB_DECLARE(name) Source name##_source();
HEBB_DATA_SOURCES(HEBB_DECLARE)
#undef HEBB_DECLARE

namespace {

const std::vector<Source>& table() {
#define HEBB_ENTRY(name) name##_source(),
  static const std::vector<Source> entries = {HEBB_DATA_SOURCES(HEBB_ENTRY)};
#undef HEBB_ENTRY
  return entries;
}

const Source& find(const std::string& name) {
  std::vector<std::string_view> names;
  for (const Source& source : table()) {
    if (source.name == name) return source;
    names.push_back(source.name);
  }
  throw Error(ExitCode::kUsage, fmt::format("data: no source is called \"{}\", wanted {}", name,
                                            fmt::join(names, ", ")));
}

// Inputs, samples and classes are 32-bit numbers elsewhere (the ABI, permutations).
void check_size(const std::string& what, const Samples& samples) {
  constexpr std::size_t kLimit = std::numeric_limits<std::int32_t>::max();
  if (samples.count <= kLimit && samples.inputs <= kLimit) return;
  throw Error(ExitCode::kMissing, fmt::format("{} has {} samples of {} inputs, wanted at most {}",
                                              what, samples.count, samples.inputs, kLimit));
}

}  // namespace

Dataset load(const Request& request) {
  const Source& source = find(request.name);
  if (request.train_count == std::uint64_t{0}) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: 0 training samples, wanted at least 1", request.name));
  }
  Dataset dataset = source.load(request);
  dataset.name = request.name;
  const std::string train = request.name + ": training set";
  const std::string test = request.name + ": test set";
  keep_first(request.train_count, train, dataset.train);
  keep_first(request.test_count, test, dataset.test);
  check_size(train, dataset.train);
  check_size(test, dataset.test);
  return dataset;
}

std::vector<SourceInfo> sources() {
  std::vector<SourceInfo> infos;
  for (const Source& source : table()) {
    infos.push_back({std::string(source.name), std::string(source.summary), source.needs_files});
  }
  return infos;
}

std::vector<std::filesystem::path> present_files(const std::string& name,
                                                 const std::filesystem::path& root) {
  const Source& source = find(name);
  if (source.present_files == nullptr) return {};
  return source.present_files(root);
}

std::vector<std::filesystem::path> source_files(const Request& request) {
  const Source& source = find(request.name);
  if (!source.needs_files) return {};
  if (source.present_files != nullptr) return source.present_files(request.root);
  std::vector<std::filesystem::path> files;
  for (const auto* file : {&request.train_file, &request.train_labels_file, &request.test_file,
                           &request.test_labels_file}) {
    if (!file->empty()) files.push_back(*file);
  }
  return files;
}

}  // namespace hebb::data
