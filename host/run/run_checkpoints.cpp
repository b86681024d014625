#include "run/run_checkpoints.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <limits>
#include <utility>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/status_page.hpp"
#include "run/checkpoint_origin.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

// Writing must not cost more than a fiftieth of a run, however large the model and slow the disk.
constexpr int kLeastWork = 50;
constexpr std::size_t kLongestLog = std::size_t{1} << 16U;  // bytes that a checkpoint keeps

nlohmann::json parsed(const StateBlocks& blocks, std::string_view name) {
  const auto found = blocks.find(name);
  const auto json = found == blocks.end() ? nlohmann::json() : json_in(found->second);
  if (!json.is_object()) {
    throw Error(ExitCode::kRunFailed, fmt::format("its block '{}' is no table", name));
  }
  return json;
}

// A value of a table that anybody may have written.
template <class Value>
Value value_in(const nlohmann::json& table, const char* key) {
  try {
    return table.at(key).get<Value>();
  } catch (const nlohmann::json::exception&) {
    throw Error(ExitCode::kRunFailed, fmt::format("it has no usable '{}'", key));
  }
}

std::string end_of(const fs::path& log) {
  std::string text = read_file(log);
  if (text.size() > kLongestLog) text.erase(0, text.size() - kLongestLog);
  return text;
}

// All that `visit` goes over, below one name.
void visit_below(const std::string& name, const train::Checkpoints::Visit& visit,
                 StateVisitor& visitor) {
  struct Part {
    const train::Checkpoints::Visit& visit_part;
    void visit(StateVisitor& inner) const { visit_part(inner); }
  };
  const Part part{visit};
  visitor.within(name, part);
}

}  // namespace

RunCheckpoints::RunCheckpoints(const config::CheckpointSettings& settings, const fs::path& folder,
                               nlohmann::json origin, MetricsFile& metrics, Visit finished)
    : settings_(folder.empty() ? config::CheckpointSettings{0, 0} : settings),
      folder_(folder),
      origin_(std::move(origin)),
      metrics_(metrics),
      finished_(std::move(finished)) {}

void RunCheckpoints::resume(const fs::path& log) {
  log_ = log;
  folder_.remove_unfinished();
  const std::vector<fs::path> files = folder_.files();
  Verdict verdict = Verdict::kUnusable;
  for (std::size_t i = 0; i < files.size() && verdict == Verdict::kUnusable; ++i) {
    verdict = look_at(files[i]);
  }
  if (!files.empty() && verdict != Verdict::kUsed) {
    tell(LogLevel::kWarning, "the run begins anew");
  }
  if (!notes_.empty()) leave_note(notes_);
  if (verdict == Verdict::kUsed) restore("finished", finished_);
}

void RunCheckpoints::tell(LogLevel level, const std::string& text) {
  write_log(level, text);
  notes_ += text + "\n";
}

RunCheckpoints::Verdict RunCheckpoints::look_at(const fs::path& path) {
  try {
    file_ = read_file(path, std::numeric_limits<std::size_t>::max());
  } catch (const Error& error) {
    tell(LogLevel::kWarning, fmt::format("checkpoint {}", error.what()));
    return Verdict::kUnusable;
  }
  std::string difference;
  try {
    blocks_ = checked_state_blocks(file_);
    const nlohmann::json about = parsed(blocks_, "about");
    difference = origin_difference(value_in<nlohmann::json>(about, "origin"), origin_);
    if (difference.empty()) {
      go_on_from(path, about);
      return Verdict::kUsed;
    }
  } catch (const Error& error) {
    if (error.code() == ExitCode::kMissing) {  // its metrics cannot be read, now
      tell(LogLevel::kWarning, fmt::format("checkpoint {}: {}", path.string(), error.what()));
      return Verdict::kUnusable;
    }
    tell(LogLevel::kWarning,
         fmt::format("checkpoint {} is damaged and removed: {}", path.string(), error.what()));
    std::error_code ignored;
    fs::remove(path, ignored);
    return Verdict::kUnusable;
  }
  const fs::path kept = folder_.set_aside();
  tell(LogLevel::kWarning,
       fmt::format("it cannot go on from its checkpoint, which is kept in {}: {}", kept.string(),
                   difference));
  return Verdict::kForeign;
}

// The metrics last: they are written where nothing else can be damaged any more.
void RunCheckpoints::go_on_from(const fs::path& path, const nlohmann::json& about) {
  const auto stage = value_in<std::string>(about, "stage_name");
  const auto kernel = value_in<std::string>(about, "kernel");
  const auto number = value_in<std::size_t>(about, "stage");
  const auto steps = value_in<std::uint64_t>(about, "steps");
  const auto is_within = value_in<bool>(about, "within");
  auto history = value_in<nlohmann::json::array_t>(about, "history");
  metrics_.begin_with(folder_.journal(), value_in<std::uint64_t>(about, "metrics_length"),
                      value_in<std::string>(about, "metrics_sha256"));
  resumed_stage_ = saved_stage_ = number;
  resumed_steps_ = saved_steps_ = steps;
  resumes_within_ = is_within;
  history_ = std::move(history);
  path_ = path;
  if (const auto log = blocks_.find("log"); log != blocks_.end()) {
    std::fwrite(log->second.data(), 1, log->second.size(), stderr);
  }
  history_.push_back({{"stage", stage}, {"steps", resumed_steps_}, {"kernel", blas_kernel()}});
  tell(LogLevel::kInfo,
       fmt::format("goes on from its checkpoint: {}, step {}", stage, resumed_steps_));
  if (kernel == blas_kernel()) return;
  tell(
      LogLevel::kWarning,
      fmt::format("the checkpoint was made with BLAS kernel {}, here it is {}: the last digits may "
                  "differ from those of a run on one machine",
                  kernel, blas_kernel()));
}

void RunCheckpoints::restore(const std::string& name, const Visit& visit) {
  try {
    StateReader reader(blocks_);
    visit_below(name, visit, reader);
  } catch (const Error& error) {
    throw Error(ExitCode::kRunFailed,
                fmt::format("checkpoint {}: {}; without it the run would begin anew",
                            path_.string(), error.what()));
  }
}

bool RunCheckpoints::enter(const std::string& name) {
  ++stage_;
  stage_name_ = name;
  visit_ = nullptr;
  steps_ = 0;
  return stage_ >= resumed_stage_;
}

void RunCheckpoints::carry(const Visit& visit) {
  if (is_behind()) {
    restore("stage", visit);
    steps_ = resumed_steps_;
    resumes_within_ = false;
    blocks_.clear();
    file_ = std::string();
  }
  visit_ = visit;
}

void RunCheckpoints::pass() {
  const bool stops = plugin::stop_requested();
  const bool can_save = !is_behind() && (settings_.minutes > 0 || settings_.steps > 0);
  const bool is_new = stage_ != saved_stage_ || steps_ != saved_steps_;
  if (can_save && is_new && (stops || is_due())) try_to_save();
  if (stops) throw Error(ExitCode::kStopped, "stopped");
}

// Where the run goes on from has not been reached, or not been restored: there is less here than in
// the checkpoint.
bool RunCheckpoints::is_behind() const {
  return stage_ < resumed_stage_ || (stage_ == resumed_stage_ && resumes_within_);
}

bool RunCheckpoints::is_due() const {
  if (settings_.steps > 0) {
    if (stage_ != saved_stage_ || steps_ >= saved_steps_ + settings_.steps) return true;
  }
  if (settings_.minutes <= 0) return false;
  const std::chrono::duration<double, std::ratio<60>> pause(settings_.minutes);
  const Clock::duration elapsed = Clock::now() - saved_at_;
  return elapsed >= pause && elapsed >= kLeastWork * cost_;
}

// A run that cannot be saved now is still worth finishing.
void RunCheckpoints::try_to_save() {
  const Clock::time_point begin = Clock::now();
  try {
    save();
  } catch (const Error& error) {
    write_log(LogLevel::kWarning, fmt::format("no checkpoint could be written: {}", error.what()));
  }
  saved_stage_ = stage_;
  saved_steps_ = steps_;
  saved_at_ = Clock::now();
  cost_ = saved_at_ - begin;
}

void RunCheckpoints::save() {
  folder_.make();
  metrics_.copy_to(folder_.journal());
  const nlohmann::json about{{"origin", origin_},
                             {"kernel", blas_kernel()},
                             {"stage", stage_},
                             {"stage_name", stage_name_},
                             {"steps", steps_},
                             {"within", static_cast<bool>(visit_)},
                             {"metrics_length", metrics_.length()},
                             {"metrics_sha256", metrics_.digest()},
                             {"history", history_}};
  StateWriter writer;
  writer.add("about", about.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  writer.add("log", end_of(log_));
  visit_below("finished", finished_, writer);
  if (visit_) visit_below("stage", visit_, writer);
  const fs::path file = folder_.path_of(stage_, steps_);
  writer.write(file);
  folder_.prune(file);
}

}  // namespace hebb::run
