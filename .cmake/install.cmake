# What cmake --install puts where, for the command, for pkg-config and for find_package.

# Manual page and completions, which the command prints from its table of options.
set(made ${CMAKE_BINARY_DIR}/made)
file(MAKE_DIRECTORY ${made})
add_custom_command(OUTPUT ${made}/kaoju.1 COMMAND kaoju_cli help --man > ${made}/kaoju.1 DEPENDS kaoju_cli VERBATIM)
set(manuals ${made}/kaoju.1)
foreach(shell IN ITEMS bash zsh fish)
  add_custom_command(OUTPUT ${made}/kaoju.${shell} DEPENDS kaoju_cli VERBATIM
    COMMAND kaoju_cli help --completion ${shell} > ${made}/kaoju.${shell})
  list(APPEND manuals ${made}/kaoju.${shell})
endforeach()
add_custom_target(kaoju_manuals ALL DEPENDS ${manuals})
install(FILES ${made}/kaoju.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/kaoju.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME kaoju)
install(FILES ${made}/kaoju.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _kaoju)
install(FILES ${made}/kaoju.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# The command, the library, and the data that they read.
file(RELATIVE_PATH to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
set_target_properties(kaoju_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${to_lib}")
install(TARGETS kaoju_cli)
install(TARGETS kaoju EXPORT kaojuTargets)
install(FILES src/kaoju.h TYPE INCLUDE)
install(DIRECTORY dict rules DESTINATION ${CMAKE_INSTALL_DATADIR}/kaoju PATTERN "*.py" EXCLUDE)
install(FILES LICENSE README.md TYPE DOC)

# A static library needs its own libraries wherever it is linked; a shared one has them.
set(modules libutf8proc yaml-0.1 jansson)
foreach(optional IN ITEMS SQLITE XLSX)
  if(${optional}_FOUND)
    list(APPEND modules ${${optional}_MODULE_NAME})
  endif()
endforeach()
list(JOIN modules " " KAOJU_MODULES)
set(KAOJU_PRIVATE "")
set(KAOJU_LIBS "Libs: -L\${libdir} -lkaoju -pthread")
if(BUILD_SHARED_LIBS)
  set(KAOJU_PRIVATE ".private")
  set(KAOJU_LIBS "Libs: -L\${libdir} -lkaoju")
endif()
file(RELATIVE_PATH KAOJU_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" KAOJU_PREFIX "${KAOJU_PREFIX}")
configure_file(.cmake/kaoju.pc.in ${made}/kaoju.pc @ONLY)
install(FILES ${made}/kaoju.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/kaoju)
configure_package_config_file(.cmake/kaojuConfig.cmake.in ${made}/kaojuConfig.cmake INSTALL_DESTINATION ${package}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${made}/kaojuConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${made}/kaojuConfig.cmake ${made}/kaojuConfigVersion.cmake DESTINATION ${package})
install(EXPORT kaojuTargets NAMESPACE kaoju:: DESTINATION ${package})
