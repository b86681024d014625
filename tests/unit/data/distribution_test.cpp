#include "data/distribution.hpp"

#include <set>

#include "data/verify.hpp"
#include "fixtures.hpp"

using namespace hebb;
using namespace hebb::data;
using testing::Folder;

TEST_CASE("distribution: the program's table has every data set that lies in files by name") {
  for (const SourceInfo& source : sources()) {
    if (!source.needs_files || source.name == "npy") continue;
    const Distribution distribution = distribution_of(source.name);
    CHECK(distribution.mirrors.size() >= 2);
    std::set<std::string> digests;
    for (const PublishedFile& file : distribution.files) {
      CHECK((file.packed || file.plain));
      digests.insert((file.packed ? file.packed : file.plain)->sha256);
    }
    CHECK(digests.size() == distribution.files.size());
  }
}

TEST_CASE("distribution: the real MNIST has the published content, file by file in order") {
  const auto root = testing::real_data("mnist");
  if (!root) return;
  const auto judgements = judge_all(distribution_of("mnist"), *root);
  REQUIRE(judgements.size() == 4);
  for (const Judgement& judgement : judgements) {
    INFO(judgement.path);
    CHECK((judgement.verdict == Verdict::kPublished || judgement.verdict == Verdict::kSameContent));
  }
}
