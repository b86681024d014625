#include "report/report.hpp"

#include <fmt/format.h>

#include <map>

#include "base/error.hpp"
#include "base/files.hpp"
#include "report/ablation_parts.hpp"
#include "report/figures.hpp"
#include "report/gnuplot.hpp"
#include "report/page.hpp"
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

  // Returns the table with the name of its files.
  DataTable write(DataTable table) {
    const int times = ++names_[table.name];  // two folders may compare with one table
    if (times > 1) table.name += fmt::format("-{}", times);
    put(table.name + ".csv", csv_text(table.exact));
    put(table.name + ".md", markdown_text(table));
    put(table.name + ".tex", latex_text(table));
    return table;
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
  PageParts parts{model, tables.write(result_data_table(model)), {}, {}, {}, {}, {}};
  for (const Comparison& comparison : written.comparisons) {
    parts.comparisons.push_back(tables.write(comparison_data_table(comparison)));
  }
  AblationParts ablations = ablation_parts(model);
  if (ablations.table) parts.ablations.push_back(tables.write(std::move(*ablations.table)));
  parts.numbers = tables.write(number_data_table(model));
  const fs::path gnuplot = find_gnuplot();
  written.has_figures = !gnuplot.empty();
  parts.figures = std::move(ablations.figures);
  for (Figure& figure : figures(model)) parts.figures.push_back(std::move(figure));
  make_folder(output / "figures");
  draw(parts.figures, output / "figures", gnuplot);
  if (written.has_figures) parts.figure_folder = output / "figures";
  written.page = output / "index.html";
  write_file_atomically(written.page, page_text(parts));
  written.files.push_back(written.page);
  return written;
}

}  // namespace hebb::report
