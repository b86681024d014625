#include "cli/run_reference.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace hebb::cli {

namespace po = boost::program_options;

po::options_description reference_options() {
  po::options_description options("Options");
  options.add_options()("output,o",
                        po::value<std::string>()->default_value("runs")->value_name("DIR"),
                        "the folder of a run that is named by its id alone");
  return options;
}

RunReference run_reference(const std::string& text, const po::variables_map& values) {
  return run_reference(text, values["output"].as<std::string>());
}

RunReference run_reference(const std::string& text, const std::string& otherwise) {
  std::string path = text;
  while (path.size() > 1 && path.back() == '/') path.pop_back();  // as a shell completes folders
  const std::size_t slash = path.rfind('/');
  RunReference reference;
  reference.id = slash == std::string::npos ? path : path.substr(slash + 1);
  reference.directory = slash == std::string::npos ? otherwise : path.substr(0, slash + 1);
  if (reference.id.empty() || reference.directory.empty()) {
    throw Error(ExitCode::kUsage, fmt::format("'{}' names no run, wanted ID or DIR/ID", text));
  }
  if (reference.directory.filename().empty() && reference.directory.has_relative_path()) {
    reference.directory = reference.directory.parent_path();
  }
  return reference;
}

}  // namespace hebb::cli
