// Owners of the C objects of Cairo and Pango: each is given back when its owner goes.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

namespace kiosk::touch {

template <auto Give>
struct GiveBack {
  template <class T>
  void operator()(T* object) const {
    Give(object);
  }
};

using CairoHandle = std::unique_ptr<cairo_t, GiveBack<cairo_destroy>>;
using SurfaceHandle = std::unique_ptr<cairo_surface_t, GiveBack<cairo_surface_destroy>>;
using PatternHandle = std::unique_ptr<cairo_pattern_t, GiveBack<cairo_pattern_destroy>>;
using LayoutHandle = std::unique_ptr<PangoLayout, GiveBack<g_object_unref>>;
using ContextHandle = std::unique_ptr<PangoContext, GiveBack<g_object_unref>>;
using FontMapHandle = std::unique_ptr<PangoFontMap, GiveBack<g_object_unref>>;
using FontDescriptionHandle = std::unique_ptr<PangoFontDescription, GiveBack<pango_font_description_free>>;
using AttributesHandle = std::unique_ptr<PangoAttrList, GiveBack<pango_attr_list_unref>>;
using FontOptionsHandle = std::unique_ptr<cairo_font_options_t, GiveBack<cairo_font_options_destroy>>;

}  // namespace kiosk::touch
