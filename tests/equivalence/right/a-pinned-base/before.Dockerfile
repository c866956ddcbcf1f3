FROM python
RUN make
