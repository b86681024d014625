#include "report/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/process.hpp"

namespace hebb::report {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes kLongest{2};  // for one figure

// A script of gnuplot at work, its messages in a file of its own.
class Drawing {
 public:
  Drawing(const fs::path& gnuplot, const fs::path& folder, const std::string& name,
          const fs::path& log)
      : name_(name), log_(log), child_(start(gnuplot, folder, name, log)) {}

  void finish() {
    const auto status = child_.wait_until(ChildProcess::Clock::now() + kLongest);
    if (status && status->is_success()) return;
    throw Error(ExitCode::kRunFailed,
                fmt::format("report: gnuplot {} on {}.gp: {}",
                            status ? status->text() : "does not end", name_, read_file(log_)));
  }

 private:
  static ChildProcess start(const fs::path& gnuplot, const fs::path& folder,
                            const std::string& name, const fs::path& log) {
    const Descriptor file(::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    SpawnOptions options;
    options.standard_output = SpawnOptions::Stream::descriptor_of(file.get());
    options.standard_error = SpawnOptions::Stream::descriptor_of(file.get());
    // A user's ~/.gnuplot and a session of another locale would draw something else.
    options.environment = {{"LC_ALL", "C.UTF-8"}, {"GNUTERM", "svg"}};
    return ChildProcess::spawn(
        gnuplot, {"gnuplot", "-d", "-e", "cd " + gnuplot_string(folder.string()), name + ".gp"},
        options);
  }

  std::string name_;
  fs::path log_;
  ChildProcess child_;
};

}  // namespace

fs::path find_gnuplot() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path file = fs::path(folder) / "gnuplot";
    if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) return fs::absolute(file);
  }
  return {};
}

void draw(const std::vector<Figure>& figures, const fs::path& folder, const fs::path& gnuplot) {
  for (const Figure& figure : figures) {
    write_file_atomically(folder / (figure.name + ".csv"), csv_text(figure_grid(figure)));
    write_file_atomically(folder / (figure.name + ".gp"), figure_script(figure));
  }
  if (gnuplot.empty()) return;
  const TemporaryDirectory logs;
  // Two at once: they read and write files of their own.
  for (std::size_t i = 0; i < figures.size(); i += 2) {
    const fs::path absolute = fs::absolute(folder);
    Drawing first(gnuplot, absolute, figures[i].name, logs.path() / "first");
    if (i + 1 < figures.size()) {
      Drawing(gnuplot, absolute, figures[i + 1].name, logs.path() / "second").finish();
    }
    first.finish();
  }
}

}  // namespace hebb::report
