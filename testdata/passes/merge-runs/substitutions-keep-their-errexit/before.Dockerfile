FROM centos:7
RUN echo "$(false; echo x)"
RUN set -ex; touch /a; touch /b
RUN touch /c
