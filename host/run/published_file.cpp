#include "run/published_file.hpp"

#include "base/files.hpp"

namespace hebb::run {

void keep_published(const std::filesystem::path& directory, const std::string& name,
                    const nlohmann::json& published) {
  const std::filesystem::path file = directory / "published" / (name + ".json");
  std::error_code error;
  if (published.is_null()) {
    std::filesystem::remove(file, error);
    return;
  }
  std::filesystem::create_directories(file.parent_path(), error);
  write_file_atomically(file, published.dump(2) + "\n");
}

}  // namespace hebb::run
