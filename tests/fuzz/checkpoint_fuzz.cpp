// checkpoint_fuzz -- what a run goes on from.
//
// The first byte: bit 0 mends length and digest of the rest, so that what is in the blocks is read
// too. Then the journal's length in two bytes, the journal, and the checkpoint.
//
// host: run/run_checkpoints.cpp run/checkpoint_folder.cpp run/checkpoint_origin.cpp
// host: run/metrics_file.cpp run/flat.cpp config/run_identity.cpp base/state_file.cpp
// host: base/status_page.cpp
// words: json.dict
#include <unistd.h>

#include <fstream>
#include <vector>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/state_file.hpp"
#include "input.hpp"
#include "run/run_checkpoints.hpp"

using namespace hebb;

namespace {

constexpr std::size_t kDigest = 64;

// What a run with a small layer would restore.
struct State {
  std::vector<float> weights = std::vector<float>(4);
  std::vector<std::uint64_t> list;
  std::uint64_t step = 0;
  nlohmann::json metrics;

  void visit(StateVisitor& visitor) {
    visitor.array("weights", weights);
    visitor.list("list", list);
    visitor.number("step", step);
    visitor.json("metrics", metrics);
  }
};

std::string mended(std::string file) {
  constexpr std::size_t kLengthAt = 16;
  const std::uint64_t length = file.size() + kDigest;
  if (file.size() >= kLengthAt + sizeof length) {
    std::memcpy(file.data() + kLengthAt, &length, sizeof length);
  }
  return file + sha256(file);
}

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void read_blocks(const std::string& file) {
  const StateBlocks blocks = state_blocks(file);
  std::size_t total = 0;
  for (const auto& [name, bytes] : blocks) total += name.size() + bytes.size();
  fuzz::require(total <= file.size(), "blocks lie in the file");
}

void resume(const std::filesystem::path& folder, std::string_view journal,
            const std::string& file) {
  const run::CheckpointFolder checkpoints(folder / ".checkpoints" / "0123456789abcdef");
  checkpoints.make();
  write(checkpoints.journal(), journal);
  write(checkpoints.path_of(1, 8), file);
  run::MetricsFile metrics(folder / "metrics.jsonl");
  State finished;
  State stage;
  const auto visit = [](State& state) {
    return [&state](StateVisitor& visitor) { state.visit(visitor); };
  };
  const nlohmann::json origin{{"config", {{"seed", 1}}}, {"hebb", {{"version", "1"}}}};
  run::RunCheckpoints saved({5, 0}, folder / ".checkpoints" / "0123456789abcdef", origin, metrics,
                            visit(finished));
  saved.resume(folder / "log.txt");
  if (saved.enter("training")) saved.carry(visit(stage));
  (void)saved.history().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool is_mended = (input.take<std::uint8_t>() & 1U) != 0;
  const std::string_view journal = input.take(input.take<std::uint16_t>());
  const std::string file =
      is_mended ? mended(std::string(input.rest())) : std::string(input.rest());
  try {
    read_blocks(file);
  } catch (const Error&) {
  }
  try {
    const TemporaryDirectory folder("/dev/shm", "hebb-fuzz-");
    resume(folder.path(), journal, file);
  } catch (const Error&) {
  }
  return 0;
}
