FROM debian:13.6
RUN mysqld_safe & sleep 5
RUN make &> build.log
RUN (sleep 1 &) ; true
RUN touch /done
