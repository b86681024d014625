// checkpoint_folder_test -- which checkpoints are kept.
#include "run/checkpoint_folder.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"

using namespace hebb;
using namespace hebb::run;

TEST_CASE("checkpoint folder: two are kept, and whatever is further than the newest") {
  const TemporaryDirectory place;
  const CheckpointFolder folder(place.path() / "id");
  folder.make();
  for (const std::uint64_t steps : {1U, 2U, 3U, 9U}) std::ofstream(folder.path_of(1, steps)) << "";
  folder.prune(folder.path_of(1, 3));
  CHECK(folder.files() ==
        std::vector{folder.path_of(1, 9), folder.path_of(1, 3), folder.path_of(1, 2)});
  folder.prune(folder.path_of(1, 9));
  CHECK(folder.files() == std::vector{folder.path_of(1, 9), folder.path_of(1, 3)});
}

TEST_CASE("checkpoint folder: one that cannot be listed is not taken for an empty one") {
  const TemporaryDirectory place;
  const auto loop = checkpoints_of(place.path(), "id");
  std::filesystem::create_directories(loop.parent_path());
  CHECK_FALSE(has_checkpoint(place.path(), "id"));
  std::filesystem::create_symlink(loop, loop);
  CHECK_THROWS_AS(has_checkpoint(place.path(), "id"), Error);
}
