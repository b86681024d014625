// face_throws -- a rule on the C++ face throws in its second step; the face makes an error of it.
// expect: run 1 rule/face_throws (FILE): step at step 2: two is one too many
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
