#include "report/report.hpp"

#include <fmt/format.h>

#include <map>

#include "base/error.hpp"
#include "base/files.hpp"
#include "report/tables.hpp"

namespace hebb::report {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return;
  throw Error(ExitCode::kRunFailed,
              fmt::format("report: {} cannot be made: {}", folder.string(), error.message()));
}

class TableWriter {
 public:
  TableWriter(const fs::path& output, std::vector<fs::path>& files)
      : folder_(output / "tables"), files_(files) {
    make_folder(folder_);
  }

  void write(DataTable table) {
    const int times = ++names_[table.name];  // two folders may compare with one table
    if (times > 1) table.name += fmt::format("-{}", times);
    put(table.name + ".csv", csv_text(table.exact));
    put(table.name + ".md", markdown_text(table));
    put(table.name + ".tex", latex_text(table));
  }

 private:
  void put(const std::string& name, const std::string& text) {
    write_file_atomically(folder_ / name, text);
    files_.push_back(folder_ / name);
  }

  fs::path folder_;
  std::vector<fs::path>& files_;
  std::map<std::string, int> names_;
};

}  // namespace

Written write_report(const Model& model, const fs::path& output) {
  Written written;
  written.comparisons = comparisons(model);
  TableWriter tables(output, written.files);
  tables.write(result_data_table(model));
  tables.write(number_data_table(model));
  for (const Comparison& comparison : written.comparisons) {
    tables.write(comparison_data_table(comparison));
  }
  return written;
}

}  // namespace hebb::report
