// Layers as oneDNN primitives. Values lie in the order that oneDNN chooses for each layer; where two layers disagree, a
// reorder stands between them.
#include "vision/onednn_layers.h"

#include <omp.h>

#include <cstring>
#include <oneapi/dnnl/dnnl.hpp>
#include <stdexcept>
#include <unordered_map>

namespace vision {
namespace {

using dnnl::memory;
using Tag = memory::format_tag;
using Arguments = std::unordered_map<int, memory>;

memory::desc floats(const memory::dims& dims, Tag tag) { return {dims, memory::data_type::f32, tag}; }

memory::dims dims_of(const Activation& a) { return {1, a.channels, a.height, a.width}; }

/// The order in which `value` lies, for a value with another number of channels.
Tag order_of(const memory::desc& value) {
  for (const Tag tag : {Tag::nChw16c, Tag::nChw8c, Tag::nhwc})
    if (value == memory::desc(value.dims(), value.data_type(), tag)) return tag;
  return Tag::nchw;
}

/// A second thread inside a layer costs twice the work for a fifth of the time, and the screen needs that core. The
/// number belongs to the calling thread, so it is set wherever layers are made or run.
void use_one_thread() { omp_set_num_threads(1); }

}  // namespace

Precision quickest_precision() {
  switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::avx512_core_bf16:
    case dnnl::cpu_isa::avx512_core_amx:
      return Precision::bfloat16;
    default:
      return Precision::float32;
  }
}

struct OnednnLayers::Parts {
  struct Step {
    dnnl::primitive primitive;
    Arguments arguments;
  };

  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  std::span<const float> weights;
  memory::data_type number = memory::data_type::f32;  // of values between layers and of weights; bias is always f32
  std::vector<memory> values;                         // by Activation::place
  std::vector<Step> steps;
  std::vector<memory> cleared;  // zeroed before each run

  memory::desc described(const memory::dims& dims, Tag tag = Tag::any) const { return {dims, number, tag}; }
  const float* take(std::size_t count);
  memory reordered(memory from, const memory::desc& wanted);
  Activation keep(memory value, const Activation& shape);
  memory taken_as(const memory::dims& dims, Tag tag, const memory::desc& wanted);
  memory value_as(const Activation& a, const memory::desc& wanted);
  dnnl::convolution_forward::primitive_desc described_convolution(const Activation& from, const ConvolutionShape& shape,
                                                                  const Activation& result, const memory::desc& onto,
                                                                  const dnnl::post_ops& after);
  void add_convolution(const dnnl::convolution_forward::primitive_desc& plan, const Activation& from,
                       const ConvolutionShape& shape, const memory& to);
  /// A pooling without padding, over squares, as one more step; returns its result.
  memory add_pooling(dnnl::algorithm how, const Activation& from, const Activation& result, int kernel, int stride);
  void add_onto_part(const memory& whole, const Activation& of_part, const memory& part);
};

/// The next `count` weights.
const float* OnednnLayers::Parts::take(std::size_t count) {
  if (count > weights.size()) throw std::length_error("too few weights");
  const float* first = weights.data();
  weights = weights.subspan(count);
  return first;
}

memory OnednnLayers::Parts::reordered(memory from, const memory::desc& wanted) {
  memory to(wanted, engine);
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  return to;
}

Activation OnednnLayers::Parts::keep(memory value, const Activation& shape) {
  values.push_back(std::move(value));
  return {values.size() - 1, shape.channels, shape.height, shape.width};
}

/// The next weights of this shape, copied into the order that a layer wants.
memory OnednnLayers::Parts::taken_as(const memory::dims& dims, Tag tag, const memory::desc& wanted) {
  const memory::desc plain = floats(dims, tag);
  const memory view(plain, engine, const_cast<float*>(take(plain.get_size() / sizeof(float))));
  return reordered(view, wanted);
}

/// The activation in the order and the numbers that a layer wants, by one more step when it is otherwise.
memory OnednnLayers::Parts::value_as(const Activation& a, const memory::desc& wanted) {
  const memory value = values[a.place];
  if (value.get_desc() == wanted) return value;
  memory other(wanted, engine);
  steps.push_back({dnnl::reorder(value, other), {{DNNL_ARG_FROM, value}, {DNNL_ARG_TO, other}}});
  return other;
}

dnnl::convolution_forward::primitive_desc OnednnLayers::Parts::described_convolution(const Activation& from,
                                                                                     const ConvolutionShape& shape,
                                                                                     const Activation& result,
                                                                                     const memory::desc& onto,
                                                                                     const dnnl::post_ops& after) {
  const bool apart = shape.channels == ConvolutionShape::Channels::apart;
  const memory::dims filters = apart ? memory::dims{from.channels, 1, 1, shape.kernel, shape.kernel}
                                     : memory::dims{shape.outputs, from.channels, shape.kernel, shape.kernel};
  const memory::dims stride{shape.stride, shape.stride}, padding{shape.padding, shape.padding};
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(after);
  return {{dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct, described(dims_of(from)),
           described(filters), floats({result.channels}, Tag::x), onto.is_zero() ? described(dims_of(result)) : onto,
           stride, padding, padding},
          attributes,
          engine};
}

void OnednnLayers::Parts::add_convolution(const dnnl::convolution_forward::primitive_desc& plan, const Activation& from,
                                          const ConvolutionShape& shape, const memory& to) {
  const bool apart = shape.channels == ConvolutionShape::Channels::apart;
  const memory filters =
      apart ? taken_as({from.channels, 1, 1, shape.kernel, shape.kernel}, Tag::goihw, plan.weights_desc())
            : taken_as({shape.outputs, from.channels, shape.kernel, shape.kernel}, Tag::oihw, plan.weights_desc());
  const memory bias = taken_as({shape.outputs}, Tag::x, plan.bias_desc());
  const memory source = value_as(from, plan.src_desc());
  steps.push_back({dnnl::convolution_forward(plan),
                   {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, filters}, {DNNL_ARG_BIAS, bias}, {DNNL_ARG_DST, to}}});
}

memory OnednnLayers::Parts::add_pooling(dnnl::algorithm how, const Activation& from, const Activation& result,
                                        int kernel, int stride) {
  const memory& source = values[from.place];
  const dnnl::pooling_v2_forward::primitive_desc plan({dnnl::prop_kind::forward_inference,
                                                       how,
                                                       source.get_desc(),
                                                       described(dims_of(result)),
                                                       {stride, stride},
                                                       {kernel, kernel},
                                                       {0, 0},
                                                       {0, 0},
                                                       {0, 0}},
                                                      engine);
  memory to(plan.dst_desc(), engine);
  steps.push_back({dnnl::pooling_v2_forward(plan), {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, to}}});
  return to;
}

/// Adds `part` to the top left of `whole`.
void OnednnLayers::Parts::add_onto_part(const memory& whole, const Activation& of_part, const memory& part) {
  const memory corner(whole.get_desc().submemory_desc(dims_of(of_part), {0, 0, 0, 0}), engine, whole.get_data_handle());
  dnnl::post_ops sum;
  sum.append_sum();
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(sum);
  const dnnl::reorder::primitive_desc plan(engine, part.get_desc(), engine, corner.get_desc(), attributes);
  steps.push_back({dnnl::reorder(plan), {{DNNL_ARG_FROM, part}, {DNNL_ARG_TO, corner}}});
}

namespace {

Activation shape_after(const Activation& from, const ConvolutionShape& shape) {
  const auto side = [&](int length) { return (length + 2 * shape.padding - shape.kernel) / shape.stride + 1; };
  return {0, shape.outputs, side(from.height), side(from.width)};
}

dnnl::post_ops post_ops_of(After after) {
  dnnl::post_ops ops;
  if (after == After::relu) ops.append_eltwise(1, dnnl::algorithm::eltwise_relu, 0, 0);
  return ops;
}

}  // namespace

OnednnLayers::OnednnLayers(std::span<const float> weights, Precision precision) : parts_(std::make_unique<Parts>()) {
  use_one_thread();
  parts_->weights = weights;
  if (precision == Precision::bfloat16) parts_->number = memory::data_type::bf16;
}
OnednnLayers::OnednnLayers(OnednnLayers&&) noexcept = default;
OnednnLayers::~OnednnLayers() = default;

Activation OnednnLayers::input(int channels, int height, int width) {
  const Activation shape{0, channels, height, width};
  return parts_->keep(memory(floats(dims_of(shape), Tag::nchw), parts_->engine), shape);
}

Activation OnednnLayers::convolution(const Activation& from, const ConvolutionShape& shape, After after) {
  const Activation result = shape_after(from, shape);
  const auto plan = parts_->described_convolution(from, shape, result, {}, post_ops_of(after));
  memory to(plan.dst_desc(), parts_->engine);
  parts_->add_convolution(plan, from, shape, to);
  return parts_->keep(std::move(to), result);
}

Activation OnednnLayers::convolution_onto(const Activation& onto, const Activation& from, const ConvolutionShape& shape,
                                          After after) {
  const Activation result = shape_after(from, shape);
  if (result.height != onto.height || result.width != onto.width) {
    const auto plan = parts_->described_convolution(from, shape, result, {}, {});
    const memory part(plan.dst_desc(), parts_->engine);
    parts_->add_convolution(plan, from, shape, part);
    const memory& whole = parts_->values[onto.place];
    parts_->add_onto_part(whole, result, part);
    if (after == After::relu) {
      const dnnl::eltwise_forward::primitive_desc relu(
          {dnnl::prop_kind::forward_inference, dnnl::algorithm::eltwise_relu, whole.get_desc(), 0.0F, 0.0F},
          parts_->engine);
      parts_->steps.push_back({dnnl::eltwise_forward(relu), {{DNNL_ARG_SRC, whole}, {DNNL_ARG_DST, whole}}});
    }
    return onto;
  }
  dnnl::post_ops ops;
  ops.append_sum();
  if (after == After::relu) ops.append_eltwise(1, dnnl::algorithm::eltwise_relu, 0, 0);
  const memory& to = parts_->values[onto.place];
  const auto plan = parts_->described_convolution(from, shape, result, to.get_desc(), ops);
  parts_->add_convolution(plan, from, shape, to);
  return onto;
}

Activation OnednnLayers::last_layer(const Activation& from, int outputs) {
  const dnnl::inner_product_forward::primitive_desc plan(
      {dnnl::prop_kind::forward_inference, parts_->described(dims_of(from)),
       parts_->described({outputs, from.channels, 1, 1}), floats({1, outputs}, Tag::nc)},
      parts_->engine);
  const memory matrix = parts_->taken_as({outputs, from.channels, 1, 1}, Tag::oihw, plan.weights_desc());
  const memory source = parts_->value_as(from, plan.src_desc());
  memory to(plan.dst_desc(), parts_->engine);
  parts_->steps.push_back(
      {dnnl::inner_product_forward(plan), {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, matrix}, {DNNL_ARG_DST, to}}});
  return parts_->keep(std::move(to), {0, outputs, 1, 1});
}

Activation OnednnLayers::slopes(const Activation& of) {
  const memory& value = parts_->values[of.place];
  const dnnl::prelu_forward::primitive_desc plan(
      {dnnl::prop_kind::forward_inference, value.get_desc(), parts_->described({1, of.channels, 1, 1})},
      parts_->engine);
  const memory slopes = parts_->taken_as({1, of.channels, 1, 1}, Tag::nchw, plan.weights_desc());
  parts_->steps.push_back(
      {dnnl::prelu_forward(plan), {{DNNL_ARG_SRC, value}, {DNNL_ARG_WEIGHTS, slopes}, {DNNL_ARG_DST, value}}});
  return of;
}

Activation OnednnLayers::largest(const Activation& from, int kernel, int stride) {
  const Activation result = shape_after(from, {from.channels, kernel, stride, 0});
  return parts_->keep(parts_->add_pooling(dnnl::algorithm::pooling_max, from, result, kernel, stride), result);
}

Activation OnednnLayers::mean(const Activation& from, int kernel, int stride, int channels) {
  const Activation result = shape_after(from, {from.channels, kernel, stride, 0});
  memory part = parts_->add_pooling(dnnl::algorithm::pooling_avg_exclude_padding, from, result, kernel, stride);
  if (channels == from.channels) return parts_->keep(std::move(part), result);
  const Activation wide{0, channels, result.height, result.width};
  // Into the first channels of a wider value; the others are zero until a convolution is added onto them.
  memory whole(parts_->described(dims_of(wide), order_of(part.get_desc())), parts_->engine);
  parts_->cleared.push_back(whole);
  parts_->add_onto_part(whole, result, part);
  return parts_->keep(std::move(whole), wide);
}

void OnednnLayers::end() {
  const memory::dims dims = parts_->values.back().get_desc().dims();
  parts_->values.push_back(
      parts_->value_as({parts_->values.size() - 1}, floats(dims, dims.size() == 2 ? Tag::nc : Tag::nchw)));
}

std::size_t OnednnLayers::weights_left() const { return parts_->weights.size(); }

std::vector<float> OnednnLayers::run(std::span<const float> pixels) {
  use_one_thread();
  Parts& p = *parts_;
  std::memcpy(p.values.front().get_data_handle(), pixels.data(), pixels.size_bytes());
  for (memory& zero : p.cleared) std::memset(zero.get_data_handle(), 0, zero.get_desc().get_size());
  for (const Parts::Step& step : p.steps) step.primitive.execute(p.stream, step.arguments);
  p.stream.wait();
  const memory& last = p.values.back();
  const auto* first = static_cast<const float*>(last.get_data_handle());
  return {first, first + last.get_desc().get_size() / sizeof(float)};
}

}  // namespace vision
