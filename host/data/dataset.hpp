// dataset -- labelled samples in memory as they are on disk: images stay bytes, and become floats
// block by block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hebb::data {

// The inputs of a sample as an image, channel-planar (all of channel 0, row by row, then channel
// 1, ...). All zero where the inputs are no image.
struct ImageShape {
  std::uint32_t channels = 0;
  std::uint32_t height = 0;
  std::uint32_t width = 0;
};

// One split. Exactly one of `bytes`, `floats` and `computed` is set when count > 0. The first two
// are inputs x count, each sample contiguous; `owner` keeps their memory alive.
struct Samples {
  std::size_t count = 0;
  std::size_t inputs = 0;
  std::span<const std::uint8_t> bytes;
  std::span<const float> floats;
  // Writes the samples at `indices` as columns of out, inputs x indices.size(): nothing of them is
  // kept.
  std::function<void(std::span<const std::uint32_t> indices, float* out)> computed;
  std::vector<std::int32_t> labels;  // count, or empty: no labels
  std::shared_ptr<const void> owner;
};

// A file that the data came from, for the provenance.
struct SourceFile {
  std::filesystem::path path;
  std::string sha256;  // of the file's own bytes, compressed or not
};

struct Dataset {
  std::string name;
  ImageShape image;
  std::uint32_t classes = 0;  // 0: no labels
  Samples train;
  Samples test;
  std::vector<SourceFile> files;  // empty for built-in data
  std::vector<float> features;    // true features of synthetic data, inputs x n; else empty
};

// What an experiment asks for: the resolved `data:` table.
struct Request {
  std::string name;                          // one of sources()
  std::optional<std::uint64_t> train_count;  // the first N training samples; absent: all
  std::optional<std::uint64_t> test_count;
  std::filesystem::path root;  // of those with files there, as resolved by data_root()
  std::filesystem::path train_file, train_labels_file, test_file, test_labels_file;  // npy only
  std::uint32_t size = 8;      // bars: side of the image
  double probability = 0.125;  // bars: of each bar
  std::uint64_t seed = 0;      // bars and digits: the data set's own seed
};

// Reads or makes the data. Throws Error (kMissing) naming the file, what it holds and what was
// wanted: missing files (with how to get them), truncated or foreign headers, label counts that
// differ from image counts, labels out of range, a train_count beyond the data.
[[nodiscard]] Dataset load(const Request& request);

// What `hebb data list` shows of one source.
struct SourceInfo {
  std::string name;
  std::string summary;
  bool needs_files = false;
};
[[nodiscard]] std::vector<SourceInfo> sources();

// The files of `name` under root, from the layout that load() would use; empty where no known
// layout is there with all its files, and for sources that have no root.
[[nodiscard]] std::vector<std::filesystem::path> present_files(const std::string& name,
                                                               const std::filesystem::path& root);

// The files that load() would read for this request, in the order of Dataset::files; empty for
// built-in data and where they are not there. Looks at name, root and the names of files only.
[[nodiscard]] std::vector<std::filesystem::path> source_files(const Request& request);

// The data root: the first one given of the option, the experiment's key, HEBB_DATA_DIR, and
// $XDG_DATA_HOME/hebb/data (default ~/.local/share/hebb/data). Only that one is tried.
[[nodiscard]] std::filesystem::path data_root(const std::string& option, const std::string& key);

}  // namespace hebb::data
