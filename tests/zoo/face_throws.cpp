// face_throws -- a rule on the C++ face throws in its second step; the face makes an error of it.
// expect: run 1 rule/face_throws (FILE): step at step 2: two is one too many
// finds: file.symbols exports 25 symbols, wanted hebb_plugin_v1 only; among them
// _ZGVN4arma5DatumIdE3nanE, _ZGVZN4hebb6detail7LibraryI10FaceThrowsE3getEvE7library,
// _ZN4arma5DatumIdE3nanE
// finds: parameters.defaults step 2 (16 x 8, batch 5): two is one too many
#include <hebb/rule.hpp>

class FaceThrows {
 public:
  static constexpr hebb::About about{"1.0.0", "throws in its second step", ""};

  void plan(const hebb_setup&, hebb_rule_plan&) {}

  void step(hebb::RuleStep& step) {
    if (step.index == 1) throw hebb::Failure("two is one too many");
  }
};
HEBB_RULE(FaceThrows);
