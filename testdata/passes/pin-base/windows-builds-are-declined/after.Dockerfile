# escape=`
FROM python:latest
SHELL ["powershell", "-Command"]
RUN Write-Output hello `
    world
