// npy_test -- numpy's array files: what is written, what is read, what is refused.
#include "data/npy.hpp"

#include <fmt/format.h>

#include <cstring>

#include "base/random.hpp"
#include "data/npy_header.hpp"
#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::Bytes;
using testing::contents;
using testing::error_of;
using testing::Folder;

template <class Scalar>
std::vector<Scalar> values_of(const NpyArray& array) {
  std::vector<Scalar> values(array.bytes.size() / sizeof(Scalar));
  if (!values.empty()) std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

// A version 1.0 file with this dictionary and data.
Bytes npy_file(const std::string& dictionary, const Bytes& data) {
  Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  bytes.push_back(static_cast<std::uint8_t>(dictionary.size() & 0xffU));
  bytes.push_back(static_cast<std::uint8_t>(dictionary.size() >> 8U));
  bytes.insert(bytes.end(), dictionary.begin(), dictionary.end());
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

std::string reading_error(const Folder& folder, const Bytes& bytes) {
  const auto path = folder.write("array.npy", bytes);
  const std::string message = error_of([&] { (void)read_npy(path); });
  INFO(message);
  CHECK(message.starts_with(path.string() + ": "));
  return message.substr(std::min(message.size(), path.string().size() + 2));
}

TEST_CASE("npy: an array that is mapped equals one that is read") {
  const Folder folder;
  const auto path = folder.path() / "w.npy";
  std::vector<float> values(5000);
  RandomStream(1, Purpose::kData).normal(values.size(), values.data());
  write_npy(path, std::span<const float>(values));
  CHECK(values_of<float>(read_npy(path, 0)) == values);
  CHECK(values_of<float>(read_npy(path)) == values);
  // Data that do not begin at a multiple of 64 are read, whatever their size.
  const Bytes odd = npy_file("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}\n", {7, 9});
  CHECK(values_of<std::uint8_t>(read_npy(folder.write("odd.npy", odd), 0)) ==
        std::vector<std::uint8_t>{7, 9});
}

TEST_CASE("npy: a matrix comes back as it was written, in Fortran order") {
  const Folder folder;
  const auto path = folder.path() / "w.npy";
  const std::vector<float> values = {1, 2, 3, 4, 5, -0.5F};
  write_npy(path, 3, 2, values.data());
  const NpyArray array = read_npy(path);
  CHECK(array.type == "<f4");
  CHECK(array.fortran_order);
  CHECK(array.shape == std::vector<std::size_t>{3, 2});
  CHECK(values_of<float>(array) == values);
}

TEST_CASE("npy: vectors of each type come back as they were written") {
  const Folder folder;
  const auto path = folder.path() / "v.npy";
  const std::vector<float> floats = {1, 0.1F};
  write_npy(path, floats);
  CHECK(read_npy(path).type == "<f4");
  CHECK(values_of<float>(read_npy(path)) == floats);
  const std::vector<double> doubles = {1, 0.1, 3};
  write_npy(path, doubles);
  CHECK(read_npy(path).type == "<f8");
  CHECK(values_of<double>(read_npy(path)) == doubles);
  CHECK_FALSE(read_npy(path).fortran_order);
  const std::vector<std::int64_t> integers = {-1, INT64_MAX};
  write_npy(path, integers);
  CHECK(read_npy(path).type == "<i8");
  CHECK(values_of<std::int64_t>(read_npy(path)) == integers);
  write_npy(path, std::span<const double>());
  CHECK(read_npy(path).shape == std::vector<std::size_t>{0});
}

TEST_CASE("npy: the header is numpy's and the data begin at a multiple of 64") {
  const Folder folder;
  const auto path = folder.path() / "w.npy";
  const float value = 1;
  write_npy(path, 1, 1, &value);
  const Bytes bytes = contents(path);
  const std::string dictionary = "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }";
  const std::string wanted = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + dictionary +
                             std::string(128 - 10 - dictionary.size() - 1, ' ') + "\n";
  REQUIRE(bytes.size() == 128 + 4);
  CHECK(std::string(bytes.begin(), bytes.begin() + 128) == wanted);
  for (std::size_t digits = 0; digits < 70; ++digits) {
    const std::string preamble = npy_preamble({"<f4", false, std::vector<std::size_t>(digits, 1)});
    CHECK(preamble.size() % 64 == 0);
    CHECK(preamble.back() == '\n');
  }
}

TEST_CASE("npy: versions 2.0 and 3.0 have a longer length and are read") {
  const Folder folder;
  const std::string dictionary = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }\n";
  for (const std::uint8_t version : Bytes{2, 3}) {
    Bytes bytes = npy_file(dictionary, {7, 8});
    bytes[6] = version;
    bytes.insert(bytes.begin() + 10, {0, 0});
    CHECK(values_of<std::uint8_t>(read_npy(folder.write("v.npy", bytes))) == Bytes{7, 8});
  }
  Bytes bytes = npy_file(dictionary, {7, 8});
  bytes[6] = 4;
  CHECK(reading_error(folder, bytes) == ".npy version 4.0, wanted 1.0, 2.0 or 3.0");
  bytes[6] = 1;
  bytes[7] = 1;
  CHECK(reading_error(folder, bytes) == ".npy version 1.1, wanted 1.0, 2.0 or 3.0");
}

TEST_CASE("npy: keys in any order, double quotes, no trailing comma, no padding are read") {
  const NpyHeader header =
      parse_npy_header("{\"shape\":(3,4,5),'fortran_order':True,\"descr\":'<f4'}", "x.npy");
  CHECK(header.type == "<f4");
  CHECK(header.fortran_order);
  CHECK(header.shape == std::vector<std::size_t>{3, 4, 5});
  CHECK(
      parse_npy_header("{'descr':'<f4','fortran_order':False,'shape':()}", "x.npy").shape.empty());
}

TEST_CASE("npy: a header that is not numpy's is refused at the character where it goes wrong") {
  const auto refusal = [](const std::string& text) {
    return error_of([&] { (void)parse_npy_header(text, "x.npy"); });
  };
  const std::string at = "x.npy: .npy header, character ";
  CHECK(refusal("") == at + "1: got the end, wanted '{'");
  CHECK(refusal("[1]") == at + "1: got '[', wanted '{'");
  CHECK(refusal("{'descr'") == at + "9: got the end, wanted ':'");
  CHECK(refusal("{'descr': [('a', '<f4')]") == at + "11: got '[', wanted a quoted string");
  CHECK(refusal("{'descr': '<f4") == at + "11: got ''', wanted a quoted string");
  CHECK(refusal("{'des\\x63r': 1}") ==
        at + "2: got ''', wanted a string of plain ASCII characters");
  CHECK(refusal("{'other': 1}") ==
        at + "9: got ':', wanted each of descr, fortran_order and shape once");
  CHECK(refusal("{'descr': '<f4', 'descr': '<f4'}") ==
        at + "25: got ':', wanted each of descr, fortran_order and shape once");
  CHECK(refusal("{'descr': '<f4'}") ==
        at + "17: got the end, wanted the keys descr, fortran_order and shape");
  CHECK(refusal("{'fortran_order': 1}") == at + "19: got '1', wanted True or False");
  CHECK(refusal("{'shape': (3)}") == at + "13: got ')', wanted ','");
  CHECK(refusal("{'shape': (3 4)}") == at + "14: got '4', wanted ','");
  CHECK(refusal("{'shape': (,)}") == at + "12: got ',', wanted a whole number");
  CHECK(refusal("{'shape': (-1,)}") == at + "12: got '-', wanted a whole number");
  CHECK(refusal("{'shape': (010,)}") == at + "15: got ',', wanted a whole number");
  CHECK(refusal("{'shape': (9223372036854775808,)}") ==
        at + "30: got '8', wanted a number below 2^63");
  CHECK(refusal(std::string("{'shape': (1\0,)}", 16)) == at + "13: got byte 00, wanted ','");
  CHECK(refusal("{'descr':'<f4','fortran_order':False,'shape':()} x") ==
        at + "50: got 'x', wanted the end of the header");
  std::string many = "{'shape': (";
  for (int i = 0; i < 33; ++i) many += "1,";
  CHECK(refusal(many + ")}") == at + "76: got '1', wanted at most 32 dimensions");
}

TEST_CASE("npy: a file cut off anywhere, or one byte too long, is an error") {
  const Folder folder;
  const std::string dictionary = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }\n";
  const Bytes whole = npy_file(dictionary, {1, 0, 2, 0, 3, 0, 4, 0});
  const std::size_t data = 10 + dictionary.size();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    std::string wanted = fmt::format("{} bytes, wanted a .npy file of at least 10", length);
    if (length >= 10) {
      wanted =
          fmt::format("{} bytes for the .npy header, wanted {}", length - 10, dictionary.size());
    }
    if (length >= data) {
      wanted = fmt::format("{} bytes of data, wanted 8 (shape (2, 2) of <i2)", length - data);
    }
    CHECK(reading_error(folder, cut) == wanted);
  }
  Bytes longer = whole;
  longer.push_back(0);
  CHECK(reading_error(folder, longer) == "9 bytes of data, wanted 8 (shape (2, 2) of <i2)");
}

TEST_CASE("npy: version 2.0 cut off within its longer length is an error") {
  const Folder folder;
  const Bytes cut = {0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 118, 0, 0};
  CHECK(reading_error(folder, cut) == "ends within the length of the .npy header");
}

TEST_CASE("npy: foreign files, types and sizes are named") {
  const Folder folder;
  const auto with = [](const std::string& type, const std::string& shape) {
    return npy_file("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}",
                    {});
  };
  CHECK(reading_error(folder, Bytes(20, 'x')) ==
        "starts with other bytes than \\x93NUMPY, wanted a .npy file");
  CHECK(reading_error(folder, with(">f4", "(1,)")) ==
        "type \">f4\", wanted a little-endian number such as <f4 or |u1");
  CHECK(reading_error(folder, with("|O", "(1,)")) ==
        "type \"|O\", wanted a little-endian number such as <f4 or |u1");
  CHECK(reading_error(folder, with("<f8", "(4611686018427387904, 4)")) ==
        "shape (4611686018427387904, 4), wanted fewer than 2^63 bytes");
  CHECK(reading_error(folder, with("<f4", "(1000000000000,)")) ==
        "0 bytes of data, wanted 4000000000000 (shape (1000000000000,) of <f4)");
  const auto missing = folder.path() / "missing.npy";
  CHECK(error_of([&] { (void)read_npy(missing); }) ==
        missing.string() + ": does not exist, wanted a .npy file");
  CHECK(error_of([&] { (void)read_npy(folder.path()); }) ==
        folder.path().string() + ": no regular file, wanted a .npy file");
}

TEST_CASE("npy: a file that cannot be written is an error") {
  const Folder folder;
  const auto path = folder.path() / "no" / "w.npy";
  CHECK(error_of([&] { write_npy(path, std::vector<float>{1}); }, ExitCode::kRunFailed) ==
        path.string() + ": cannot be written: No such file or directory");
  CHECK(error_of([&] { write_npy("/dev/full", std::vector<float>{1}); }, ExitCode::kRunFailed) ==
        "/dev/full: cannot be written: No space left on device");
}

TEST_CASE("npy: randomly damaged headers are read or refused, and never anything else") {
  const Folder folder;
  const Bytes whole = npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n",
                               {0, 0, 0, 0, 0, 0, 0, 0});
  RandomStream stream(1, Purpose::kData, stream_id("damage"));
  std::size_t refused = 0;
  constexpr std::size_t kTrials = 3000;
  for (std::size_t trial = 0; trial < kTrials; ++trial) {
    Bytes damaged = whole;
    for (std::uint64_t edits = 1 + stream.next_below(3); edits > 0; --edits) {
      const std::size_t at = stream.next_below(damaged.size());
      damaged[at] = static_cast<std::uint8_t>(stream.next_below(256));
    }
    const auto path = folder.write("damaged.npy", damaged);
    try {
      const NpyArray array = read_npy(path);
      CHECK(array.bytes.size() <= 8);
    } catch (const Error& error) {
      CHECK(error.code() == ExitCode::kMissing);
      ++refused;
    }
  }
  CHECK(refused > kTrials / 2);
}

}  // namespace
}  // namespace hebb::data
