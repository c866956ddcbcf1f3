FROM centos:7
RUN set -e; \
    ( set +e; echo "$(false; echo x)" ); \
    ( set -ex; touch /a; touch /b ); \
    touch /c
