// published_file -- published/NAME.json in an output folder: what was printed elsewhere for the
// runs of experiment NAME, kept beside them for the report.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace hebb::run {

// Makes the file say what `published` says (config::read_published); null takes it away. It is
// today's, unlike what finished runs were made from. Throws Error (kRunFailed).
void keep_published(const std::filesystem::path& directory, const std::string& name,
                    const nlohmann::json& published);

}  // namespace hebb::run
