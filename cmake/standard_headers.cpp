// Empty: the target that compiles it carries the precompiled headers of the standard library (kiosk_library.cmake).
