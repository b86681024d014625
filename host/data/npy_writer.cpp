#include "data/npy_writer.hpp"

#include <string_view>
#include <utility>

#include "data/npy_header.hpp"

namespace hebb::data {

NpyWriter::NpyWriter(std::filesystem::path path, std::size_t samples, std::size_t width)
    : file_(std::move(path)) {
  file_.write(npy_preamble({"<f4", false, {samples, width}}));
}

void NpyWriter::write(std::span<const float> values) {
  const auto bytes = std::as_bytes(values);
  file_.write(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void NpyWriter::commit() { file_.commit(); }

}  // namespace hebb::data
