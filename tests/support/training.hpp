// training -- a small experiment on built-in data, trained in this process.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "data/dataset.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"
#include "support/layer.hpp"
#include "train/trainer.hpp"

namespace hebb::test {

inline config::Experiment experiment(const std::string& yaml) {
  return config::resolve(config::parse_text(yaml, "test"), run::loading_lookup(catalog()));
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

struct Training {
  explicit Training(const std::string& yaml)
      : settings(experiment(yaml)),
        dataset(data::load(run::request_of(settings.data, ""))),
        plugins(train::load_plugins(settings, catalog())) {}

  train::Trained run() {
    return train::train(settings, dataset, plugins,
                        [this](const nlohmann::ordered_json& line) { lines.push_back(line); });
  }

  config::Experiment settings;
  data::Dataset dataset;
  train::Plugins plugins;
  std::vector<nlohmann::ordered_json> lines;
};

}  // namespace hebb::test
