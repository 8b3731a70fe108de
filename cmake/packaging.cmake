# What `cmake --install` puts where, and the Debian package (`cpack` in the build folder of the release preset).
install(DIRECTORY ${PROJECT_SOURCE_DIR}/assets/ DESTINATION ${CMAKE_INSTALL_DATADIR}/uketsuke PATTERN packaging EXCLUDE PATTERN kiosk.conf EXCLUDE)
install(FILES README.md ARCHITECTURE.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES assets/packaging/uketsuke-kiosk.service assets/packaging/uketsuke-insurer.service
  DESTINATION lib/systemd/system)
install(FILES assets/kiosk.conf DESTINATION /etc/uketsuke)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME uketsuke)
set(CPACK_PACKAGE_VENDOR "The Uketsuke authors")
set(CPACK_PACKAGE_CONTACT "The Uketsuke authors <uketsuke@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "open check-in kiosk for Japanese clinics")
set(CPACK_PACKAGE_DESCRIPTION "Reads an Individual Number Card over PC/SC, verifies the face before the camera,
asks for consent and checks eligibility, with a virtual card and a simulated insurer so that everything can be tried
without a real card. For learning, testing and research; not certified by anyone.")
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Libraries are found by dpkg-shlibdeps; named here is what the programs call, or read, without linking to it.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "pcscd, adduser, libdlib-data, ca-certificates, fonts-noto-core, fonts-noto-cjk,\
 tesseract-ocr-eng, tesseract-ocr-jpn")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "npm")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cage, xwayland, seatd, vsmartcard-vpcd, ffmpeg, postgresql")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${PROJECT_SOURCE_DIR}/assets/packaging/postinst ${PROJECT_SOURCE_DIR}/assets/packaging/postrm
  ${PROJECT_SOURCE_DIR}/assets/packaging/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
