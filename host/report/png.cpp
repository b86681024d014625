// This file is compiled as C++17: the PNG headers of Boost.GIL 1.74 name their constructors with
// template arguments, which C++20 forbids (CWG 2237).
#include "report/png.hpp"

#include <boost/gil.hpp>
#include <boost/gil/extension/io/png.hpp>
#include <cstddef>
#include <new>
#include <sstream>

#include "base/files.hpp"

namespace hebb::report {
namespace {
namespace gil = boost::gil;

template <class Pixel>
auto view_of(const Picture& picture) {
  return gil::interleaved_view(picture.width, picture.height,
                               reinterpret_cast<const Pixel*>(picture.pixels.data()),
                               std::ptrdiff_t{picture.width} * picture.channels);
}

}  // namespace

std::string png_bytes(const Picture& picture) {
  std::ostringstream bytes(std::ios::binary);
  if (picture.channels == 3) {
    gil::write_view(bytes, view_of<gil::rgb8_pixel_t>(picture), gil::png_tag());
  } else {
    gil::write_view(bytes, view_of<gil::gray8_pixel_t>(picture), gil::png_tag());
  }
  if (!bytes) throw std::bad_alloc();  // streams keep to themselves what went wrong
  return bytes.str();
}

void write_png(const std::filesystem::path& path, const Picture& picture) {
  write_file_atomically(path, png_bytes(picture));
}

}  // namespace hebb::report
