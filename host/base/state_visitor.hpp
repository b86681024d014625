// state_visitor -- goes over all that changes in an object, to save it or to restore it.
//
// An object has one function, visit(StateVisitor&), that names everything in it that a resumed run
// must find as it was. The same function serves both ways, so that what is saved and what is
// restored cannot differ.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <type_traits>

namespace hebb {

class StateVisitor {
 public:
  virtual ~StateVisitor() = default;

  // Bytes whose number the object knows before it is restored. All functions throw Error
  // (kRunFailed) where what was saved does not fit.
  void bytes(const std::string& name, std::span<std::byte> value) { visit(prefix_ + name, value); }

  template <class Number>
  void number(const std::string& name, Number& value) {
    static_assert(std::is_arithmetic_v<Number>);
    bytes(name, std::as_writable_bytes(std::span(&value, 1)));
  }

  // A vector of as many elements as it has now.
  template <class Vector>
  void array(const std::string& name, Vector& values) {
    static_assert(std::is_trivially_copyable_v<typename Vector::value_type>);
    bytes(name, std::as_writable_bytes(std::span(values)));
  }

  // A vector that gets as many elements as were saved.
  template <class Vector>
  void list(const std::string& name, Vector& values) {
    constexpr std::size_t kElement = sizeof(typename Vector::value_type);
    values.resize(size_of(prefix_ + name, values.size() * kElement) / kElement);
    array(name, values);
  }

  void json(const std::string& name, nlohmann::json& value) { visit(prefix_ + name, value); }

  // Visits `part` with its names below `name`.
  template <class Part>
  void within(const std::string& name, Part& part) {
    const std::string outer = prefix_;
    prefix_ += name + "/";
    part.visit(*this);
    prefix_ = outer;
  }

 private:
  virtual void visit(const std::string& name, std::span<std::byte> value) = 0;
  virtual void visit(const std::string& name, nlohmann::json& value) = 0;
  // The number of bytes that were saved under a name, or `now` where this saves.
  [[nodiscard]] virtual std::size_t size_of(const std::string& name, std::size_t now) const = 0;

  std::string prefix_;
};

}  // namespace hebb
